{{/* The environment of the program. What is empty is left out, so that files and defaults decide. */}}
{{- define "hyperfleet-adapter.environment" -}}
{{- with .Values.env }}
{{ toYaml . }}
{{- end }}
{{- with .Values.adapterConfig }}
{{- include "hyperfleet-adapter.variable" (list "LOG_LEVEL" .log.level) }}
{{- include "hyperfleet-adapter.variable" (list "HYPERFLEET_API_BASE_URL" .hyperfleetApi.baseUrl) }}
{{- include "hyperfleet-adapter.variable" (list "HYPERFLEET_API_VERSION" .hyperfleetApi.version) }}
{{- if .hyperfleetApi.auth.enabled }}
{{- include "hyperfleet-adapter.variable" (list "HYPERFLEET_API_AUTH_TOKEN_PATH" .hyperfleetApi.auth.tokenPath) }}
{{- include "hyperfleet-adapter.variable" (list "HYPERFLEET_API_AUTH_TOKEN_CACHE_TTL" .hyperfleetApi.auth.tokenCacheTtl) }}
{{- end }}
{{- end }}
{{- include "hyperfleet-adapter.brokerEnvironment" . }}
{{- include "hyperfleet-adapter.tracingEnvironment" .Values.monitoring.tracing }}
{{- end }}

{{- define "hyperfleet-adapter.variable" -}}
{{- $value := index . 1 }}
{{- if not (or (kindIs "invalid" $value) (eq (toString $value) "")) }}
- name: {{ index . 0 }}
  value: {{ $value | toString | quote }}
{{- end }}
{{- end }}

{{- define "hyperfleet-adapter.brokerEnvironment" -}}
{{- $pubsub := ternary .Values.broker.googlepubsub dict (eq .Values.broker.type "googlepubsub") }}
{{- include "hyperfleet-adapter.variable" (list "BROKER_CONFIG_FILE" "/etc/broker/broker.yaml") }}
{{- include "hyperfleet-adapter.variable" (list "HYPERFLEET_BROKER_SUBSCRIPTION_ID" (coalesce .Values.broker.subscriptionId $pubsub.subscriptionId "")) }}
{{- include "hyperfleet-adapter.variable" (list "HYPERFLEET_BROKER_TOPIC" (coalesce .Values.broker.topic $pubsub.topic "")) }}
{{- if include "hyperfleet-adapter.usesRabbitmqSecret" . }}
- name: BROKER_RABBITMQ_URL
  valueFrom:
    secretKeyRef:
      name: {{ include "hyperfleet-adapter.rabbitmqSecret" . }}
      key: {{ include "hyperfleet-adapter.rabbitmqSecretKey" . }}
{{- end }}
{{- end }}

{{/* Not empty when the address of RabbitMQ comes from a Secret. */}}
{{- define "hyperfleet-adapter.usesRabbitmqSecret" -}}
{{- with .Values.broker }}{{ if and (eq .type "rabbitmq") (or .rabbitmq.existingSecret (and .create (not .yaml))) }}true{{ end }}{{ end }}
{{- end }}

{{- define "hyperfleet-adapter.tracingEnvironment" -}}
{{- include "hyperfleet-adapter.variable" (list "HYPERFLEET_TRACING_ENABLED" .enabled) }}
{{- if .enabled }}
{{- include "hyperfleet-adapter.variable" (list "OTEL_SERVICE_NAME" .serviceName) }}
{{- include "hyperfleet-adapter.variable" (list "OTEL_EXPORTER_OTLP_ENDPOINT" .otlpEndpoint) }}
{{- include "hyperfleet-adapter.variable" (list "OTEL_EXPORTER_OTLP_PROTOCOL" .otlpProtocol) }}
{{- include "hyperfleet-adapter.variable" (list "OTEL_TRACES_SAMPLER" .sampler) }}
{{- include "hyperfleet-adapter.variable" (list "OTEL_TRACES_SAMPLER_ARG" .samplerArg) }}
{{- include "hyperfleet-adapter.variable" (list "OTEL_PROPAGATORS" .propagators) }}
- name: K8S_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: OTEL_RESOURCE_ATTRIBUTES
  value: k8s.namespace.name=$(K8S_NAMESPACE)
{{- end }}
{{- end }}
