{{/* What the schema cannot say; called before anything is rendered. */}}
{{- define "hyperfleet-adapter.validateValues" -}}
{{- include "hyperfleet-adapter.validateImage" .Values.image }}
{{- include "hyperfleet-adapter.validateRenamed" . }}
{{- include "hyperfleet-adapter.validateAdapterConfig" .Values.adapterConfig }}
{{- include "hyperfleet-adapter.validateTaskConfig" .Values.adapterTaskConfig }}
{{- include "hyperfleet-adapter.validateBroker" .Values.broker }}
{{- include "hyperfleet-adapter.validateScaling" . }}
{{- end }}

{{- define "hyperfleet-adapter.validateImage" -}}
{{- $examples := dict "registry" "registry.example.com" "repository" "openshift-hyperfleet/hyperfleet-adapter" "tag" "abc1234" }}
{{- range $key := list "registry" "repository" "tag" }}
{{- $value := get $ $key | toString }}
{{- if or (not $value) (eq $value "CHANGE_ME") }}{{ fail (printf "image.%s must be set (e.g. --set image.%s=%s)" $key $key (get $examples $key)) }}{{ end }}
{{- end }}
{{- end }}

{{/* Keys of earlier charts, which would otherwise be without effect. */}}
{{- define "hyperfleet-adapter.validateRenamed" -}}
{{- include "hyperfleet-adapter.renamed" (dict "section" .Values.broker.googlepubsub "path" "broker.googlepubsub" "keys" (dict "project_id" "projectId" "subscription_id" "subscriptionId" "dead_letter_topic" "deadLetterTopic" "create_topic_if_missing" "createTopicIfMissing" "create_subscription_if_missing" "createSubscriptionIfMissing")) }}
{{- include "hyperfleet-adapter.renamed" (dict "section" .Values.broker.rabbitmq "path" "broker.rabbitmq" "keys" (dict "exchange_type" "exchangeType")) }}
{{- include "hyperfleet-adapter.renamed" (dict "section" .Values.adapterConfig "path" "adapterConfig" "keys" (dict "hyperfleet_api" "hyperfleetApi")) }}
{{- include "hyperfleet-adapter.renamed" (dict "section" .Values.adapterConfig.hyperfleetApi "path" "adapterConfig.hyperfleetApi" "keys" (dict "base_url" "baseUrl")) }}
{{- end }}

{{- define "hyperfleet-adapter.renamed" -}}
{{- range $old, $new := .keys }}
{{- if hasKey $.section $old }}{{ fail (printf "%s.%s has been renamed to %s.%s (camelCase). Please update your values." $.path $old $.path $new) }}{{ end }}
{{- end }}
{{- end }}

{{/* A section is created by the chart or names a ConfigMap of somebody else's. */}}
{{- define "hyperfleet-adapter.validateSource" -}}
{{- $name := get .section "configMapName" }}
{{- if and $name (not (trim $name)) }}{{ fail (printf "If .Values.%s.configMapName is specified, it must have a non-blank value." .path) }}{{ end }}
{{- if and (not .section.create) (not $name) }}{{ fail (printf "Either .Values.%s.create must be true or a non-blank .Values.%s.configMapName must be provided." .path .path) }}{{ end }}
{{- end }}

{{- define "hyperfleet-adapter.validateAdapterConfig" -}}
{{- include "hyperfleet-adapter.validateSource" (dict "section" . "path" "adapterConfig") }}
{{- if and .create (not .yaml) (not .files) }}{{ fail "When .Values.adapterConfig.create is true, either .Values.adapterConfig.yaml or .Values.adapterConfig.files must be provided." }}{{ end }}
{{- if and .yaml .files }}{{ fail "Cannot set .Values.adapterConfig.yaml with .Values.adapterConfig.files - these modes are mutually exclusive." }}{{ end }}
{{- with .hyperfleetApi.auth }}
{{- if .enabled }}
{{- if not (hasPrefix "/" .tokenPath) }}{{ fail "adapterConfig.hyperfleetApi.auth.tokenPath must be an absolute path (start with /)" }}{{ end }}
{{- if or (hasSuffix "/" .tokenPath) (eq (dir .tokenPath) "/") }}{{ fail "adapterConfig.hyperfleetApi.auth.tokenPath must include a filename, not just a directory" }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "hyperfleet-adapter.validateTaskConfig" -}}
{{- include "hyperfleet-adapter.validateSource" (dict "section" . "path" "adapterTaskConfig") }}
{{- if .create }}
{{- if not (or .yaml .files .external) }}{{ fail "When .Values.adapterTaskConfig.create is true, at least one of .Values.adapterTaskConfig.yaml, .Values.adapterTaskConfig.files, or .Values.adapterTaskConfig.external must be provided." }}{{ end }}
{{- if and .yaml (or .files .external) }}{{ fail "Cannot set .Values.adapterTaskConfig.yaml with .Values.adapterTaskConfig.files or .Values.adapterTaskConfig.external - these modes are mutually exclusive." }}{{ end }}
{{- range $name, $_ := .external }}
{{- $key := printf "%s.yaml" $name }}
{{- if hasKey (default dict $.files) $key }}{{ fail (printf "ConfigMap key collision: '%s' exists in both adapterTaskConfig.external and adapterTaskConfig.files" $key) }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{- define "hyperfleet-adapter.validateBroker" -}}
{{- include "hyperfleet-adapter.validateSource" (dict "section" . "path" "broker") }}
{{- if not .type }}{{ fail "broker.type must be set to one of: googlepubsub, rabbitmq" }}{{ end }}
{{- if not (has .type (list "googlepubsub" "rabbitmq")) }}{{ fail (printf "broker.type must be one of googlepubsub, rabbitmq (got %q)" .type) }}{{ end }}
{{- if and .create (not .yaml) (eq .type "rabbitmq") }}
{{- if not (or .rabbitmq.url .rabbitmq.existingSecret) }}{{ fail "broker.rabbitmq.url is required when broker type is rabbitmq" }}{{ end }}
{{- if not .rabbitmq.exchange }}{{ fail "broker.rabbitmq.exchange is required when broker type is rabbitmq" }}{{ end }}
{{- end }}
{{- with .googlepubsub.expirationTTL }}
{{- if not (regexMatch "^(0|[1-9][0-9]*[smhd])$" .) }}{{ fail "broker.googlepubsub.expirationTTL must be \"0\" (never expire) or a duration like \"1d\", \"12h\", \"30m\", \"604800s\"" }}{{ end }}
{{- end }}
{{- with .googlepubsub.messageRetentionDuration }}
{{- if not (regexMatch "^[1-9][0-9]*[smhd]$" .) }}{{ fail "broker.googlepubsub.messageRetentionDuration must be a duration like \"1d\", \"12h\", \"30m\", \"604800s\"" }}{{ end }}
{{- end }}
{{- end }}

{{- define "hyperfleet-adapter.validateScaling" -}}
{{- if and .Values.autoscaling.enabled .Values.keda.enabled }}{{ fail "autoscaling.enabled and keda.enabled exclude each other: both would set the number of replicas" }}{{ end }}
{{- if .Values.keda.enabled }}{{ include "hyperfleet-adapter.validateKeda" . }}{{ end }}
{{- with .Values.podDisruptionBudget }}
{{- if .enabled }}
{{- $minimum := hasKey . "minAvailable" | ternary (not (kindIs "invalid" .minAvailable)) false }}
{{- $maximum := hasKey . "maxUnavailable" | ternary (not (kindIs "invalid" .maxUnavailable)) false }}
{{- if and $minimum $maximum }}{{ fail "podDisruptionBudget: cannot set both minAvailable and maxUnavailable" }}{{ end }}
{{- if not (or $minimum $maximum) }}{{ fail "podDisruptionBudget.enabled is true but neither minAvailable nor maxUnavailable is set" }}{{ end }}
{{- end }}
{{- end }}
{{- end }}

{{/* KEDA looks at the queue by its name, and connects by itself. */}}
{{- define "hyperfleet-adapter.validateKeda" -}}
{{- with .Values.broker }}
{{- if not (or .subscriptionId .googlepubsub.subscriptionId) }}{{ fail "keda.enabled needs broker.subscriptionId: it is part of the name of the queue" }}{{ end }}
{{- if eq .type "rabbitmq" }}
{{- if not (or .rabbitmq.queue .topic) }}{{ fail "keda.enabled needs broker.rabbitmq.queue or broker.topic: it is part of the name of the queue" }}{{ end }}
{{- if not (include "hyperfleet-adapter.usesRabbitmqSecret" $) }}{{ fail "keda.enabled needs the address of RabbitMQ in a Secret: set broker.rabbitmq.url or broker.rabbitmq.existingSecret" }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
