package io.hyperfleet.adapter.app.observe;

import java.time.Duration;

/**
 * What is in hand at a moment.
 *
 * @param running events that run
 * @param limit how many may run at once, which is less than usual while a downstream fails
 * @param waiting deliveries that wait for their turn, superseded ones included
 * @param oldest how long the oldest of them has been waiting, zero when there is none
 */
public record Backlog(int running, int limit, int waiting, Duration oldest) {}
