package io.hyperfleet.adapter.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.hyperfleet.adapter.engine.run.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    @Test
    void afterTheBurstRequestsGoAtTheRate() throws InterruptedException {
        RateLimit limit = new RateLimit(100, 2);
        Deadline ample = Deadline.in(Duration.ofSeconds(10));
        long begin = System.nanoTime();
        for (int i = 0; i < 7; i++) {
            assertThat(limit.await(ample)).isTrue();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isBetween(Duration.ofMillis(49), Duration.ofSeconds(5));
    }

    @Test
    void aTurnAfterTheDeadlineIsRefusedAtOnceAndNotUsedUp() throws InterruptedException {
        RateLimit limit = new RateLimit(0.1, 1);
        assertThat(limit.await(Deadline.none())).isTrue();

        assertThat(limit.await(Deadline.in(Duration.ofMillis(100)))).isFalse();
    }

    @Test
    void aNegativeRateIsNoLimit() throws InterruptedException {
        RateLimit limit = new RateLimit(-1, 0);

        for (int i = 0; i < 1000; i++) {
            assertThat(limit.await(Deadline.in(Duration.ZERO))).isTrue();
        }
    }
}
