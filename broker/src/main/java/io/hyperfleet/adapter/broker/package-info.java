/** Deliveries in and settlements out: RabbitMQ, CloudEvents, broker.yaml. */
@NullMarked
package io.hyperfleet.adapter.broker;

import org.jspecify.annotations.NullMarked;
