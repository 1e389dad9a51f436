{{/* Name of the chart, or what the values say. */}}
{{- define "hyperfleet-adapter.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{/* Name of the objects: fullnameOverride; the release where it contains the name; else both. */}}
{{- define "hyperfleet-adapter.fullname" -}}
{{- $name := include "hyperfleet-adapter.name" . -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 63 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 63 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 63 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{/* Name of objects that have no namespace. */}}
{{- define "hyperfleet-adapter.clusterName" -}}
{{- printf "%s-%s" (include "hyperfleet-adapter.fullname" .) .Release.Namespace }}
{{- end }}

{{- define "hyperfleet-adapter.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "hyperfleet-adapter.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "hyperfleet-adapter.selectorLabels" -}}
app.kubernetes.io/name: {{ include "hyperfleet-adapter.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* A label takes fewer characters than a tag. */}}
{{- define "hyperfleet-adapter.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "hyperfleet-adapter.selectorLabels" . }}
app.kubernetes.io/version: {{ default .Chart.AppVersion .Values.image.tag | toString | regexReplaceAll "[^-A-Za-z0-9_.]" "-" | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.labels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "hyperfleet-adapter.adapterConfigMap" -}}
{{- if .Values.adapterConfig.create }}{{ include "hyperfleet-adapter.fullname" . }}-config{{ else }}{{ .Values.adapterConfig.configMapName }}{{ end }}
{{- end }}

{{- define "hyperfleet-adapter.taskConfigMap" -}}
{{- if .Values.adapterTaskConfig.create }}{{ include "hyperfleet-adapter.fullname" . }}-task{{ else }}{{ .Values.adapterTaskConfig.configMapName }}{{ end }}
{{- end }}

{{- define "hyperfleet-adapter.brokerConfigMap" -}}
{{- if .Values.broker.create }}{{ include "hyperfleet-adapter.fullname" . }}-broker{{ else }}{{ .Values.broker.configMapName }}{{ end }}
{{- end }}

{{/* The Secret with the address of RabbitMQ. */}}
{{- define "hyperfleet-adapter.rabbitmqSecret" -}}
{{- default (printf "%s-broker" (include "hyperfleet-adapter.fullname" .)) .Values.broker.rabbitmq.existingSecret }}
{{- end }}

{{- define "hyperfleet-adapter.rabbitmqSecretKey" -}}
{{- if .Values.broker.rabbitmq.existingSecret }}{{ .Values.broker.rabbitmq.existingSecretKey }}{{ else }}url{{ end }}
{{- end }}

{{/* A probe without the switch that turns it on. */}}
{{- define "hyperfleet-adapter.probe" -}}
{{- toYaml (omit . "enabled") }}
{{- end }}

{{/* The API group of a resource, by its plural name. */}}
{{- define "hyperfleet-adapter.apiGroup" -}}
{{- $groups := dict
  "apps" (list "deployments" "statefulsets" "daemonsets" "replicasets")
  "batch" (list "jobs" "cronjobs" "jobs/status")
  "networking.k8s.io" (list "ingresses" "networkpolicies")
  "policy" (list "poddisruptionbudgets")
  "rbac.authorization.k8s.io" (list "roles" "rolebindings" "clusterroles" "clusterrolebindings") -}}
{{- range $group, $resources := $groups }}{{ if has $.resource $resources }}{{ $group }}{{ end }}{{ end }}
{{- end }}

{{/* The rules of the role; the same for a cluster and for a namespace. */}}
{{- define "hyperfleet-adapter.rules" -}}
{{- range .Values.rbac.resources }}
- apiGroups: [{{ include "hyperfleet-adapter.apiGroup" (dict "resource" .) | quote }}]
  resources: [{{ . | quote }}]
  verbs: {{ toJson $.Values.rbac.verbs }}
{{- end }}
{{- with .Values.rbac.rules }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{/* Files of the chart as keys of a ConfigMap. */}}
{{- define "hyperfleet-adapter.files" -}}
{{- range $key, $path := .files }}
{{- $content := $.root.Files.Get $path }}
{{- if not (trim $content) }}{{ fail (printf "%s.files.%s: file not found or empty at path '%s'" $.section $key $path) }}{{ end }}
{{ $key }}: |
{{ $content | indent 2 }}
{{- end }}
{{- end }}

{{/* A document given as text or as a map. */}}
{{- define "hyperfleet-adapter.document" -}}
{{- if kindIs "string" . }}{{ . }}{{ else }}{{ toYaml . }}{{ end }}
{{- end }}
