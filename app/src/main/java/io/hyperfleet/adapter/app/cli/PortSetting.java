package io.hyperfleet.adapter.app.cli;

/** Where the program listens. The flag wins over the variable, which wins over the standard port. */
enum PortSetting {
    HEALTH("health-port", "HYPERFLEET_HEALTH_PORT", 8080),
    METRICS("metrics-port", "HYPERFLEET_METRICS_PORT", 9090);

    private final String flag;
    private final String variable;
    private final int standard;

    PortSetting(String flag, String variable, int standard) {
        this.flag = flag;
        this.variable = variable;
        this.standard = standard;
    }

    String flag() {
        return flag;
    }

    String variable() {
        return variable;
    }

    int standard() {
        return standard;
    }
}
