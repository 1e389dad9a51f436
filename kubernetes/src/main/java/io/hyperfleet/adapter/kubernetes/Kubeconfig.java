package io.hyperfleet.adapter.kubernetes;

import io.hyperfleet.adapter.engine.document.Node;
import io.hyperfleet.adapter.engine.document.Yaml;
import io.hyperfleet.adapter.engine.document.YamlSyntaxException;
import io.hyperfleet.adapter.kubernetes.ClusterAddress.Identity;
import io.hyperfleet.adapter.kubernetes.ClusterAddress.PemSource;
import io.hyperfleet.adapter.kubernetes.Credential.Proof;
import io.hyperfleet.adapter.tls.BearerTokenFile;
import io.hyperfleet.adapter.tls.OrdinaryFile;
import io.hyperfleet.adapter.tls.Pem;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kubeconfig file, read as kubectl reads it: its current context, paths relative to its folder, of two ways to say the
 * same the data rather than the file.
 */
final class Kubeconfig {

    private final Path folder;
    private final Map<String, String> environment;

    private Kubeconfig(Path folder, Map<String, String> environment) {
        this.folder = folder;
        this.environment = environment;
    }

    /** What in the file makes no sense. */
    private static final class Mistake extends Exception {

        private static final long serialVersionUID = 1L;

        private Mistake(String message) {
            super(message);
        }
    }

    /**
     * @param environment the variables of the process, for plug-ins
     */
    static ClusterAddress read(Path file, Map<String, String> environment) throws KubernetesSetupException {
        String failure = "failed to load kubeconfig from " + file + ": ";
        if (!Files.exists(file)) {
            throw new KubernetesSetupException(failure + "stat " + file + ": no such file or directory");
        }
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent() == null ? absolute : absolute.getParent();
        try {
            byte[] bytes = OrdinaryFile.read(file, Yaml.MAXIMUM_BYTES);
            Node content = Yaml.read(file.toString(), new String(bytes, StandardCharsets.UTF_8));
            return new Kubeconfig(folder, environment).address(content);
        } catch (OrdinaryFile.UnreadableException | YamlSyntaxException | Mistake e) {
            throw new KubernetesSetupException(failure + e.getMessage());
        }
    }

    private ClusterAddress address(Node content) throws Mistake {
        String current = text(content, "current-context").orElseThrow(() -> new Mistake("it has no current context"));
        Node context = named(content, "contexts", current, "context")
                .orElseThrow(() -> new Mistake("context was not found for specified context: " + current));
        String clusterName = text(context, "cluster").orElse("");
        Node cluster = named(content, "clusters", clusterName, "cluster")
                .orElseThrow(() -> new Mistake("cluster \"" + clusterName + "\" does not exist"));
        String userName = text(context, "user").orElse("");
        Optional<Node> user = named(content, "users", userName, "user");
        if (user.isEmpty() && !userName.isEmpty()) {
            throw new Mistake("auth info \"" + userName + "\" does not exist");
        }
        URI url = url(cluster, clusterName);
        return new ClusterAddress(
                url,
                pem(cluster, "certificate-authority"),
                !flag(cluster, "insecure-skip-tls-verify"),
                text(cluster, "tls-server-name"),
                proxy(cluster, clusterName),
                user.isEmpty() ? Optional.empty() : identity(user.get(), userName),
                user.isEmpty() ? Credential.NONE : credential(user.get(), userName, cluster, url),
                user.map(Kubeconfig::impersonation).orElse(Map.of()));
    }

    private static URI url(Node cluster, String name) throws Mistake {
        String server = text(cluster, "server").orElse("").replaceFirst("/+$", "");
        try {
            URI url = URI.create(server.contains("://") ? server : "http://" + server);
            if (url.getHost() != null && List.of("http", "https").contains(String.valueOf(url.getScheme()))) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new Mistake(
                "the server of cluster \"" + name + "\" is no http:// or https:// address: \"" + server + "\"");
    }

    private static Optional<URI> proxy(Node cluster, String name) throws Mistake {
        Optional<String> text = text(cluster, "proxy-url");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            URI proxy = URI.create(text.get());
            if ("http".equals(proxy.getScheme()) && proxy.getHost() != null && proxy.getUserInfo() == null) {
                return Optional.of(proxy);
            }
        } catch (IllegalArgumentException e) {
            // Told below.
        }
        throw new Mistake("the proxy-url of cluster \"" + name
                + "\" cannot be used: only http:// proxies without user and password are supported");
    }

    private Optional<Identity> identity(Node user, String name) throws Mistake {
        Optional<PemSource> certificate = pem(user, "client-certificate");
        Optional<PemSource> key = pem(user, "client-key");
        if (certificate.isPresent() != key.isPresent()) {
            throw new Mistake("user \"" + name + "\" has "
                    + (key.isPresent()
                            ? "a client-key but no client-certificate"
                            : "a client-certificate but no client-key"));
        }
        return certificate.map(chain -> new Identity(chain, key.orElseThrow()));
    }

    private Credential credential(Node user, String name, Node cluster, URI url) throws Mistake {
        if (find(user, "auth-provider").isPresent()) {
            throw new Mistake(
                    "user \"" + name + "\" uses an auth-provider, which Kubernetes replaced by exec plug-ins");
        }
        Optional<String> tokenFile = text(user, "tokenFile");
        if (tokenFile.isPresent()) {
            return new TokenFile(folder.resolve(tokenFile.get()));
        }
        Optional<String> token = text(user, "token");
        if (token.isPresent()) {
            if (!BearerTokenFile.fitsHeader(token.get())) {
                throw new Mistake(
                        "the token of user \"" + name + "\" holds characters that cannot stand in an HTTP header");
            }
            return new Credential.Fixed(Proof.bearer(token.get()));
        }
        Optional<String> username = text(user, "username");
        if (username.isPresent()) {
            String pair = username.get() + ":" + text(user, "password").orElse("");
            String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
            return new Credential.Fixed(new Proof(Optional.of("Basic " + encoded), Optional.empty()));
        }
        Optional<Node> exec = find(user, "exec");
        return exec.isEmpty() ? Credential.NONE : plugin(exec.get(), name, cluster, url);
    }

    private Credential plugin(Node exec, String user, Node cluster, URI url) throws Mistake {
        String version = text(exec, "apiVersion").orElse("");
        if (!version.equals(ExecPlugin.GROUP + "v1") && !version.equals(ExecPlugin.GROUP + "v1beta1")) {
            throw new Mistake("the exec plug-in of user \"" + user + "\" has the apiVersion \"" + version
                    + "\", supported are v1 and v1beta1 of client.authentication.k8s.io");
        }
        if (text(exec, "interactiveMode").equals(Optional.of("Always"))) {
            throw new Mistake(
                    "the exec plug-in of user \"" + user + "\" wants to be interactive, which a service is not");
        }
        String program = text(exec, "command").orElse("");
        if (program.isEmpty()) {
            throw new Mistake("the exec plug-in of user \"" + user + "\" has no command");
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (Node variable : items(exec, "env")) {
            variables.put(
                    text(variable, "name").orElse(""), text(variable, "value").orElse(""));
        }
        return new ExecPlugin(
                new ExecPlugin.Command(
                        version,
                        program,
                        texts(exec, "args"),
                        folder,
                        variables,
                        text(exec, "installHint").orElse(""),
                        flag(exec, "provideClusterInfo") ? clusterInfo(cluster, url) : null),
                environment,
                InstantSource.system());
    }

    private Map<String, Object> clusterInfo(Node cluster, URI url) throws Mistake {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("server", url.toString());
        text(cluster, "tls-server-name").ifPresent(name -> info.put("tls-server-name", name));
        if (flag(cluster, "insecure-skip-tls-verify")) {
            info.put("insecure-skip-tls-verify", true);
        }
        Optional<PemSource> authorities = pem(cluster, "certificate-authority");
        if (authorities.isPresent()) {
            try {
                byte[] content = authorities.get().read().content();
                info.put("certificate-authority-data", Base64.getEncoder().encodeToString(content));
            } catch (Pem.UnusableException e) {
                throw new Mistake(String.valueOf(e.getMessage()));
            }
        }
        text(cluster, "proxy-url").ifPresent(proxy -> info.put("proxy-url", proxy));
        for (Node extension : items(cluster, "extensions")) {
            if (text(extension, "name").equals(Optional.of(ExecPlugin.GROUP + "exec"))) {
                find(extension, "extension").map(KubernetesYaml::value).ifPresent(config -> info.put("config", config));
            }
        }
        return info;
    }

    private static Map<String, List<String>> impersonation(Node user) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        text(user, "as").ifPresent(name -> headers.put("Impersonate-User", List.of(name)));
        text(user, "as-uid").ifPresent(uid -> headers.put("Impersonate-Uid", List.of(uid)));
        List<String> groups = texts(user, "as-groups");
        if (!groups.isEmpty()) {
            headers.put("Impersonate-Group", groups);
        }
        if (find(user, "as-user-extra").orElse(null) instanceof Node.Mapping extra) {
            extra.entries()
                    .forEach(entry -> headers.put(
                            "Impersonate-Extra-" + entry.key().value(),
                            texts(extra, String.valueOf(entry.key().value()))));
        }
        return headers;
    }

    /** What is given as base64 under the key with {@code -data} at its end, or as a file under the key itself. */
    private Optional<PemSource> pem(Node node, String key) throws Mistake {
        Optional<String> data = text(node, key + "-data");
        if (data.isPresent()) {
            try {
                Pem pem = new Pem(
                        key + "-data", Base64.getDecoder().decode(data.get().replaceAll("\\s", "")));
                return Optional.of(() -> pem);
            } catch (IllegalArgumentException e) {
                throw new Mistake(key + "-data is not base64");
            }
        }
        return text(node, key).map(path -> PemSource.file(folder.resolve(path)));
    }

    private static Optional<Node> named(Node content, String list, String name, String key) {
        return items(content, list).stream()
                .filter(item -> text(item, "name").orElse("").equals(name))
                .findFirst()
                .flatMap(item -> find(item, key));
    }

    private static Optional<Node> find(Node node, String key) {
        return node instanceof Node.Mapping mapping
                ? mapping.find(key).filter(value -> !value.isNull())
                : Optional.empty();
    }

    private static List<Node> items(Node node, String key) {
        return find(node, key).orElse(null) instanceof Node.Sequence sequence ? sequence.items() : List.of();
    }

    /** A text that is not empty. */
    private static Optional<String> text(Node node, String key) {
        return find(node, key).map(Kubeconfig::text).filter(text -> !text.isEmpty());
    }

    private static @Nullable String text(Node node) {
        return node instanceof Node.Scalar scalar ? scalar.text() : null;
    }

    private static List<String> texts(Node node, String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(node, key)) {
            String text = text(item);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    private static boolean flag(Node node, String key) {
        return find(node, key).map(KubernetesYaml::value).equals(Optional.of(true));
    }
}
