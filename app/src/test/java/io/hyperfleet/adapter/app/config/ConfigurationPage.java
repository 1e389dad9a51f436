package io.hyperfleet.adapter.app.config;

import io.hyperfleet.adapter.app.config.TaskKeys.Key;
import io.hyperfleet.adapter.app.config.TaskKeys.Type;
import io.hyperfleet.adapter.broker.BrokerKey;
import java.util.List;
import java.util.stream.Collectors;

/** The reference of all configuration keys, as Markdown. */
@SuppressWarnings({"BadImport", "InlineFormatString"
}) // in these classes a key and a type are those of a configuration file
final class ConfigurationPage {

    private static final String HEAD = """
            # Configuration

            > **Audience:** who writes or deploys an adapter. This page is made from the tables the program itself reads by; a
            > test keeps it fresh.

            An adapter is configured by two YAML files and the broker's. `adapter validate` checks them all, `adapter
            config-dump --sources` tells where each value comes from.

            ## Adapter configuration

            `--config`, else `HYPERFLEET_ADAPTER_CONFIG`, else `/etc/hyperfleet/config.yaml`, else `./configs/config.yaml`.
            A flag wins over its variable, which wins over the file, which wins over the default. Besides the variables
            below, a key that the file gives can be replaced by `HYPERFLEET_` and its path in capitals, for example
            `HYPERFLEET_ADAPTER_NAME`. An empty variable counts as not set.

            | Key | Type | Default | Variable | Flag | Since | Meaning |
            |---|---|---|---|---|---|---|
            """;

    private static final String TASK_HEAD = """
            | `%s.<name>` | string | | | | 0.1 | Headers sent with every request to the HyperFleet API |

            Durations are written with their unit (`10s`, `1m30s`); `adapter.name` is the only key that is required, and
            `token_path` once `auth` is there.

            ## Task

            `--task-config`, else `HYPERFLEET_TASK_CONFIG`. Neither flags nor variables replace keys of a task.

            | Key | Type | Required | Since | Meaning |
            |---|---|---|---|---|
            """;

    private static final String BROKER_HEAD = """

            ## Broker

            `BROKER_CONFIG_FILE`, else `broker.yaml` beside the program. The variable of a key wins over the file. Topic and
            subscription are not here but in the adapter configuration.

            | Key | Type | Default | Variable | Meaning |
            |---|---|---|---|---|
            """;

    private static final String VARIABLES_HEAD = """

            A text that spells a number or a switch counts as one. Durations may also be days (`7d`). Keys that are not here
            are passed over, because the file is shared with other programs; `adapter validate` warns of them.

            ## Environment

            Variables that stand for no key and no flag. The chart sets them with `env`.

            | Variable | Default | Meaning |
            |---|---|---|
            """;

    private static final String END = """

            ## Older forms

            Files of v0.1 (`apiVersion: hyperfleet.redhat.com/v1alpha1`, keys in camelCase under `spec`) and of v0.2 are
            recognised and mean what they meant then; one warning a file says what to change. `adapter config-dump` prints
            them in today's form.

            ## Schemas

            Editors check a file as it is written when its first line is one of

            ```yaml
            # yaml-language-server: $schema=../../schemas/adapter-config.schema.json
            # yaml-language-server: $schema=../../schemas/task-config.schema.json
            # yaml-language-server: $schema=../../schemas/broker-config.schema.json
            ```
            """;

    private ConfigurationPage() {}

    static String text() {
        StringBuilder page = new StringBuilder(HEAD);
        for (Setting setting : Setting.values()) {
            page.append(row(
                    code(setting.path()),
                    setting.allowed().isEmpty() ? setting.kind().typeName() : codes(setting.allowed()),
                    code(setting.standard()),
                    codes(setting.variables()),
                    setting.flag().map(flag -> code("--" + flag)).orElse(""),
                    setting.since(),
                    setting.description()));
        }
        page.append(TASK_HEAD.formatted(Setting.DEFAULT_HEADERS));
        append(page, "", TaskKeys.TASK.keys());
        page.append(BROKER_HEAD);
        for (BrokerKey key : BrokerKey.values()) {
            page.append(row(
                    code(key.path()),
                    key.allowed().isEmpty() ? key.kind().typeName() : codes(key.allowed()),
                    code(key.standard()),
                    code(key.variable()),
                    key.meaning()));
        }
        page.append(VARIABLES_HEAD);
        for (ProcessVariable variable : ProcessVariable.values()) {
            page.append(row(code(variable.name()), code(variable.standard()), variable.meaning()));
        }
        return page.append(END).toString();
    }

    private static void append(StringBuilder page, String prefix, List<Key> keys) {
        for (Key key : keys) {
            String path = prefix + key.name();
            page.append(row(code(path), type(key.type()), key.required() ? "yes" : "", key.since(), key.description()));
            switch (key.type()) {
                case Type.Block(List<Key> inner) -> append(page, path + ".", inner);
                case Type.Items(Type.Block item) -> append(page, path + "[].", item.keys());
                case Type.TextOr(Type.Block block) -> append(page, path + ".", block.keys());
                case Type.Text _, Type.Choice _, Type.Flag _, Type.Whole _, Type.Free _, Type.Texts _ -> {
                    // nothing inside
                }
            }
        }
    }

    private static String type(Type type) {
        return switch (type) {
            case Type.Text() -> "string";
            case Type.Choice(List<String> values) -> codes(values);
            case Type.Flag() -> "bool";
            case Type.Whole() -> "int";
            case Type.Free() -> "any";
            case Type.Texts() -> "map of strings";
            case Type.Block ignored -> "map";
            case Type.Items ignored -> "list";
            case Type.TextOr ignored -> "string or map";
        };
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells).replace("|  |", "| |").replace("|  |", "| |") + " |\n";
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String codes(List<String> texts) {
        return texts.stream().map(ConfigurationPage::code).collect(Collectors.joining(", "));
    }
}
