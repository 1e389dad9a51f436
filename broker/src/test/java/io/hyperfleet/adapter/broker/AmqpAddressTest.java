package io.hyperfleet.adapter.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultSaslConfig;
import io.hyperfleet.adapter.broker.AmqpAddress.UnusableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmqpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "amqp://host, host, 5672, guest, guest, /",
        "amqp://host/, host, 5672, guest, guest, /",
        "amqps://host/, host, 5671, guest, guest, /",
        "amqp://u:p@host:1234/prod, host, 1234, u, p, prod",
        "amqp://u:p%40ss%2F@host/%2Fprod, host, 5672, u, p@ss/, /prod",
        "amqp://u:p@rabbit_mq:1234/, rabbit_mq, 1234, u, p, /",
        "amqp://u:a+b@[::1]:99/, ::1, 99, u, a+b, /",
    })
    void everyPartHasItsDefaultAndIsDecoded(
            String url, String host, int port, String user, String password, String virtualHost)
            throws UnusableException {
        AmqpAddress address = AmqpAddress.parse(url);

        assertThat(address.host()).isEqualTo(host);
        assertThat(address.port()).isEqualTo(port);
        assertThat(address.user()).isEqualTo(user);
        assertThat(address.password()).isEqualTo(password);
        assertThat(address.virtualHost()).isEqualTo(virtualHost);
    }

    @Test
    void optionsAreTakenOver() throws Exception {
        ConnectionFactory factory = AmqpAddress.parse(
                        "amqp://h/?heartbeat=7&connection_timeout=1500&channel_max=5&auth_mechanism=EXTERNAL")
                .factory();

        assertThat(factory.getRequestedHeartbeat()).isEqualTo(7);
        assertThat(factory.getConnectionTimeout()).isEqualTo(1500);
        assertThat(factory.getRequestedChannelMax()).isEqualTo(5);
        assertThat(factory.getSaslConfig()).isEqualTo(DefaultSaslConfig.EXTERNAL);
    }

    @ParameterizedTest
    @CsvSource({
        "amqp://u:secret@h/?frame_max=x, options that are not supported: frame_max",
        "amqps://u:secret@h/?certfile=x, certfile and keyfile belong together",
        "amqps://u:secret@h/?auth_mechanism=kerberos, auth_mechanism must be plain or external",
        "amqp://u:secret@h/?heartbeat=often, the option heartbeat must be a number",
        "amqp://u:secret#x@h/, no valid host name",
        "amqp://u:secret%zz@h/, is not a valid URL",
        "amqp:///vhost, no valid host name",
    })
    void whatCannotBeUsedIsRefusedWithoutShowingThePassword(String url, String reason) {
        assertThatThrownBy(() -> AmqpAddress.parse(url))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("secret");
    }
}
