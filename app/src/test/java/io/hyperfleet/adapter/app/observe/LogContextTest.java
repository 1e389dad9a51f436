package io.hyperfleet.adapter.app.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LogContextTest {

    @Test
    void innerFieldsAddToOuterOnesAndReplaceThoseOfTheSameName() {
        Map<String, Object> inner = LogContext.call(
                Map.of("a", 1, "b", 1), () -> LogContext.call(Map.of("b", 2, "c", 2), LogContext::current));

        assertThat(inner).containsExactlyInAnyOrderEntriesOf(Map.of("a", 1, "b", 2, "c", 2));
    }

    @Test
    void fieldsEndWithTheirScope() {
        LogContext.run(Map.of("a", 1), () -> assertThat(LogContext.current()).containsKey("a"));

        assertThat(LogContext.current()).isEmpty();
    }
}
