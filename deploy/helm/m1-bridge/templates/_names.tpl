{{/* The name of the release's objects. */}}
{{- define "m1-bridge.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- if contains $name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name $name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What tells the services apart. A test compares it with the services' application.properties. */}}
{{- define "m1-bridge.components" -}}
tokenService: {name: token-service, port: 8081, managementPort: 9081}
contactSync: {name: contact-sync, port: 8082, managementPort: 9082}
edmEvent: {name: edm-event, port: 8083, managementPort: 9083}
{{- end -}}

{{/* Never changes in the life of a release: selectors are immutable. Argument: root, component. */}}
{{- define "m1-bridge.selectorLabels" -}}
app.kubernetes.io/name: {{ default .root.Chart.Name .root.Values.nameOverride }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{/* Argument: root, component. */}}
{{- define "m1-bridge.labels" -}}
{{ include "m1-bridge.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: m1-bridge
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* Name, namespace, labels and annotations. Argument: root, component, name (after the full one), annotations. */}}
{{- define "m1-bridge.metadata" -}}
{{- $annotations := merge (dict) (default dict .annotations) .root.Values.commonAnnotations -}}
name: {{ include "m1-bridge.fullname" .root }}{{ with .name }}-{{ . }}{{ end }}
{{- if not .clusterScoped }}
namespace: {{ default .root.Release.Namespace .namespace }}
{{- end }}
labels:
  {{- include "m1-bridge.labels" . | nindent 2 }}
{{- with .labels }}
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $annotations }}
annotations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}

{{/* Argument: root, image (repository, digest). */}}
{{- define "m1-bridge.image" -}}
{{- $image := .root.Values.image -}}
{{- $repository := .image.repository -}}
{{- if $image.registry -}}
{{- $repository = printf "%s/%s" $image.registry .image.repository -}}
{{- end -}}
{{- if .image.digest -}}
{{- printf "%s@%s" $repository .image.digest -}}
{{- else -}}
{{- printf "%s:%s" $repository (default .root.Chart.AppVersion $image.tag) -}}
{{- end -}}
{{- end -}}

{{/* Replicas of a service. Argument: root, key. */}}
{{- define "m1-bridge.replicas" -}}
{{- if .root.Values.demo.enabled -}}1{{- else -}}{{ (index .root.Values .key).replicas }}{{- end -}}
{{- end -}}

{{/* Addresses: of Kafka and M1, or what stands in for them in the demo. */}}
{{- define "m1-bridge.bootstrapServers" -}}
{{- if .Values.demo.enabled -}}
{{- printf "%s-kafka:9092" (include "m1-bridge.fullname" .) -}}
{{- else -}}
{{- .Values.kafka.bootstrapServers -}}
{{- end -}}
{{- end -}}

{{- define "m1-bridge.m1.apiUrl" -}}
{{- if .Values.demo.enabled -}}http://{{ include "m1-bridge.fullname" . }}-m1-simulator:8090/v2{{- else -}}{{ .Values.m1.apiUrl }}{{- end -}}
{{- end -}}

{{- define "m1-bridge.m1.authUrl" -}}
{{- if .Values.demo.enabled -}}http://{{ include "m1-bridge.fullname" . }}-m1-simulator:8090{{- else -}}{{ .Values.m1.authUrl }}{{- end -}}
{{- end -}}

{{/* Names of Secrets: the user's, or the demo's. */}}
{{- define "m1-bridge.keysetSecret" -}}
{{- if .Values.demo.enabled -}}{{ include "m1-bridge.fullname" . }}-demo{{- else -}}{{ .Values.tokenService.keyset.existingSecret }}{{- end -}}
{{- end -}}

{{- define "m1-bridge.uiSecret" -}}
{{- if .Values.demo.enabled -}}{{ include "m1-bridge.fullname" . }}-demo{{- else -}}{{ .Values.ui.existingSecret }}{{- end -}}
{{- end -}}

{{/* A service's Secret for Kafka. Argument: root, key, name. */}}
{{- define "m1-bridge.kafkaSecret" -}}
{{- $given := index .root.Values.kafka.credentials .key -}}
{{- if and (not $given) .root.Values.strimzi.users.enabled -}}
{{- printf "%s-%s" (include "m1-bridge.fullname" .root) .name -}}
{{- else -}}
{{- $given -}}
{{- end -}}
{{- end -}}

{{/* Annotations of a workload: the Secrets whose change restarts it. Argument: root, key, component. */}}
{{- define "m1-bridge.reloader" -}}
{{- $kafka := .root.Values.kafka -}}
{{- $secrets := list (include "m1-bridge.kafkaSecret" (dict "root" .root "key" .key "name" .component.name)) -}}
{{- if $kafka.tls.enabled -}}
{{- $secrets = append $secrets $kafka.tls.caSecret -}}
{{- end -}}
{{- $secrets = without $secrets "" -}}
{{- if and .root.Values.reloader.enabled (not .root.Values.demo.enabled) $secrets -}}
secret.reloader.stakater.com/reload: {{ join "," $secrets }}
{{- end -}}
{{- end -}}

{{/* The port of an address, by its scheme if it names none. */}}
{{- define "m1-bridge.portOf" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- if $port -}}{{ $port }}{{- else if eq $url.scheme "https" -}}443{{- else -}}80{{- end -}}
{{- end -}}

{{/*
What people open: pages, signing in, and where M1 sends them back to. Not REST, of which a part needs no sign-in, nor what replicas
tell each other.
*/}}
{{- define "m1-bridge.pagePaths" -}}
/: Exact
/accounts: Prefix
/m1bridge-ui: Prefix
/oauth2/callback: Exact
/sign-in: Prefix
/sign-out: Exact
/ui: Prefix
{{- end -}}
