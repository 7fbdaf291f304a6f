{{/* What all containers of the release are held to: the restricted pod security standard, and a root file system that nobody writes. */}}
{{- define "m1-bridge.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* Argument: user, group. */}}
{{- define "m1-bridge.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ int .user }}
runAsGroup: {{ int .group }}
fsGroup: {{ int .group }}
# A large volume is not walked through at each start.
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* The pod template of a service. Argument: root, key, component. */}}
{{- define "m1-bridge.podTemplate" -}}
{{- $v := .root.Values -}}
{{- $service := index $v .key -}}
{{- $name := .component.name -}}
{{- $selector := dict "root" .root "component" $name -}}
metadata:
  labels:
    {{- include "m1-bridge.labels" $selector | nindent 4 }}
  {{- with $service.podLabels }}
    {{- toYaml . | nindent 4 }}
  {{- end }}
  annotations:
    # A changed configuration is read at a start only.
    checksum/config: {{ include "m1-bridge.properties" . | sha256sum }}
  {{- if and (eq .key "contactSync") $service.sources }}
    checksum/mappings: {{ toYaml $service.sources | sha256sum }}
  {{- end }}
  {{- with merge (dict) $service.podAnnotations $v.commonAnnotations }}
    {{- toYaml . | nindent 4 }}
  {{- end }}
spec:
  serviceAccountName: {{ include "m1-bridge.fullname" .root }}-{{ $name }}
  automountServiceAccountToken: false
  # Variables that Kubernetes makes of services, such as KAFKA_PORT, would be taken for Kafka's settings.
  enableServiceLinks: false
  terminationGracePeriodSeconds: {{ $service.terminationGracePeriodSeconds }}
  {{- with $service.priorityClassName }}
  priorityClassName: {{ . }}
  {{- end }}
  {{- with $v.image.pullSecrets }}
  imagePullSecrets:
    {{- range . }}
    - name: {{ . }}
    {{- end }}
  {{- end }}
  securityContext:
    {{- include "m1-bridge.podSecurity" (dict "user" $v.podSecurity.runAsUser "group" $v.podSecurity.fsGroup) | nindent 4 }}
  {{- if $v.topologySpread.enabled }}
  topologySpreadConstraints:
    {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
    - maxSkew: 1
      topologyKey: {{ . }}
      whenUnsatisfiable: {{ $v.topologySpread.whenUnsatisfiable }}
      labelSelector:
        matchLabels:
          {{- include "m1-bridge.selectorLabels" $selector | nindent 10 }}
    {{- end }}
  {{- end }}
  {{- with $service.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $service.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with $service.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  containers:
    - name: {{ $name }}
      image: {{ include "m1-bridge.image" (dict "root" .root "image" $service.image) }}
      imagePullPolicy: {{ $v.image.pullPolicy }}
      securityContext:
        {{- include "m1-bridge.containerSecurity" . | nindent 8 }}
      env:
        {{- include "m1-bridge.env" . | nindent 8 }}
      ports:
        - name: http
          containerPort: {{ .component.port }}
        - name: management
          containerPort: {{ .component.managementPort }}
      {{- include "m1-bridge.probes" . | nindent 6 }}
      resources:
        {{- toYaml $service.resources | nindent 8 }}
      volumeMounts:
        {{- include "m1-bridge.volumeMounts" . | nindent 8 }}
  volumes:
    {{- include "m1-bridge.volumes" . | nindent 4 }}
{{- end -}}

{{/*
The startup probe asks for liveness: neither waiting for Kafka or a topic nor a restore, however long, is a
reason to start again, and liveness says so. Readiness is down meanwhile, which holds a rolling update back.
Liveness is down for good only where a new process helps; its own patience is 15 minutes.
*/}}
{{- define "m1-bridge.probes" -}}
startupProbe:
  httpGet: {path: /q/health/live, port: management}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 60
livenessProbe:
  httpGet: {path: /q/health/live, port: management}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
readinessProbe:
  httpGet: {path: /q/health/ready, port: management}
  periodSeconds: 5
  timeoutSeconds: 5
  failureThreshold: 2
{{- end -}}

{{- define "m1-bridge.env" -}}
{{- $v := .root.Values -}}
{{- $service := index $v .key -}}
{{- $secret := include "m1-bridge.kafkaSecret" (dict "root" .root "key" .key "name" .component.name) -}}
- name: QUARKUS_CONFIG_LOCATIONS
  value: /etc/m1-bridge/config/application.properties
# In place of the image's own.
- name: JDK_JAVA_OPTIONS
  value: {{ printf "-Xmx%s %s%s" $service.heap $v.jvmOptions (include "m1-bridge.oauthJvmOption" .root) | quote }}
- name: M1BRIDGE_LOG_JSON
  value: {{ $v.logs.json | quote }}
{{- if eq .key "tokenService" }}
- name: POD_IP
  valueFrom:
    fieldRef: {fieldPath: status.podIP}
{{- else }}
- name: POD_NAME
  valueFrom:
    fieldRef: {fieldPath: metadata.name}
# Below the volume, which may be another user's: the streams make it, and own it. A variable, as the image has one too.
- name: M1BRIDGE_STREAMS_STATE_DIR
  value: /var/lib/m1-bridge/streams
{{- end }}
{{- if or $v.demo.enabled $v.ui.existingSecret }}
- name: M1BRIDGE_UI_TOKEN
  valueFrom:
    secretKeyRef: {name: {{ include "m1-bridge.uiSecret" .root }}, key: {{ $v.ui.tokenKey }}}
{{- end }}
{{- if not $v.demo.enabled }}
{{- with $v.kafka }}
{{- if and (ne .sasl.mechanism "none") (ne .sasl.mechanism "AWS_MSK_IAM") }}
{{- if .sasl.jaasConfigKey }}
- name: KAFKA_SASL_JAAS_CONFIG
  valueFrom:
    secretKeyRef: {name: {{ $secret }}, key: {{ .sasl.jaasConfigKey }}}
{{- else }}
- name: M1BRIDGE_KAFKA_USERNAME
  valueFrom:
    secretKeyRef: {name: {{ $secret }}, key: {{ .sasl.usernameKey }}}
- name: M1BRIDGE_KAFKA_PASSWORD
  valueFrom:
    secretKeyRef: {name: {{ $secret }}, key: {{ .sasl.passwordKey }}}
{{- end }}
{{- end }}
{{- if .tls.clientCertificate }}
- name: KAFKA_SSL_KEYSTORE_CERTIFICATE_CHAIN
  valueFrom:
    secretKeyRef: {name: {{ $secret }}, key: {{ .tls.certificateKey }}}
- name: KAFKA_SSL_KEYSTORE_KEY
  valueFrom:
    secretKeyRef: {name: {{ $secret }}, key: {{ .tls.privateKeyKey }}}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Kafka asks only addresses for tokens that the JVM was told of. */}}
{{- define "m1-bridge.oauthJvmOption" -}}
{{- if and (eq .Values.kafka.sasl.mechanism "OAUTHBEARER") (not .Values.demo.enabled) }} -Dorg.apache.kafka.sasl.oauthbearer.allowed.urls={{ .Values.kafka.sasl.oauth.tokenEndpointUrl }}{{ end -}}
{{- end -}}

{{- define "m1-bridge.volumeMounts" -}}
{{- $v := .root.Values -}}
- {name: config, mountPath: /etc/m1-bridge/config, readOnly: true}
- {name: tmp, mountPath: /tmp}
{{- if or (ne .key "tokenService") $v.tokenService.jwt.inCluster }}
- {name: service-account, mountPath: /var/run/secrets/m1-bridge, readOnly: true}
{{- end }}
{{- if and $v.kafka.tls.enabled $v.kafka.tls.caSecret (not $v.demo.enabled) }}
- {name: kafka-ca, mountPath: /etc/m1-bridge/kafka-ca, readOnly: true}
{{- end }}
{{- if $v.ui.oidc.issuer }}
- {name: oidc, mountPath: /etc/m1-bridge/oidc, readOnly: true}
{{- end }}
{{- if eq .key "tokenService" }}
- {name: keyset, mountPath: /etc/m1-bridge/keyset, readOnly: true}
{{- if include "m1-bridge.accounts" .root | fromYaml }}
- {name: accounts, mountPath: /etc/m1-bridge/accounts, readOnly: true}
{{- end }}
{{- else }}
- {name: state, mountPath: /var/lib/m1-bridge}
{{- end }}
{{- if and (eq .key "contactSync") $v.contactSync.sources }}
- {name: mappings, mountPath: /etc/m1-bridge/mappings, readOnly: true}
{{- end }}
{{- if and (eq .key "contactSync") $v.contactSync.schemaRegistry.existingSecret }}
- {name: schema-registry, mountPath: /etc/m1-bridge/schema-registry, readOnly: true}
{{- end }}
{{- end -}}

{{- define "m1-bridge.volumes" -}}
{{- $v := .root.Values -}}
{{- $full := include "m1-bridge.fullname" .root -}}
- name: config
  configMap:
    name: {{ $full }}-{{ .component.name }}
- name: tmp
  emptyDir: {sizeLimit: 256Mi}
{{- if ne .key "tokenService" }}
- name: service-account
  projected:
    defaultMode: 288 # 0440
    sources:
      - serviceAccountToken: {path: token, audience: token-service, expirationSeconds: 3600}
{{- else if $v.tokenService.jwt.inCluster }}
- name: service-account
  projected:
    defaultMode: 288 # 0440
    sources:
      # No audience: for the API server, which tells the keys.
      - serviceAccountToken: {path: token, expirationSeconds: 3600}
      - configMap:
          name: kube-root-ca.crt
          items:
            - {key: ca.crt, path: ca.crt}
{{- end }}
{{- if and $v.kafka.tls.enabled $v.kafka.tls.caSecret (not $v.demo.enabled) }}
- name: kafka-ca
  secret:
    secretName: {{ $v.kafka.tls.caSecret }}
    defaultMode: 288 # 0440
    items:
      - {key: {{ $v.kafka.tls.caKey }}, path: {{ $v.kafka.tls.caKey }}}
{{- end }}
{{- if $v.ui.oidc.issuer }}
- name: oidc
  secret:
    secretName: {{ $v.ui.oidc.existingSecret }}
    defaultMode: 288 # 0440
    items:
      - {key: {{ $v.ui.oidc.clientSecretKey }}, path: {{ $v.ui.oidc.clientSecretKey }}}
{{- end }}
{{- if eq .key "tokenService" }}
- name: keyset
  secret:
    secretName: {{ include "m1-bridge.keysetSecret" .root }}
    defaultMode: 288 # 0440
    items:
      - {key: {{ $v.tokenService.keyset.key }}, path: {{ $v.tokenService.keyset.key }}}
{{- with include "m1-bridge.accounts" .root | fromYaml }}
- name: accounts
  projected:
    defaultMode: 288 # 0440
    sources:
      {{- range $id, $account := . }}
      - secret:
          name: {{ $account.clientSecret.existingSecret }}
          items:
            {{- range $account.clientSecret.keys }}
            - {key: {{ . }}, path: {{ $id }}/{{ . }}}
            {{- end }}
      {{- end }}
{{- end }}
{{- else if not (index $v .key).persistence.enabled }}
- name: state
  emptyDir: {sizeLimit: {{ (index $v .key).persistence.size }}}
{{- end }}
{{- if and (eq .key "contactSync") $v.contactSync.sources }}
- name: mappings
  configMap:
    name: {{ $full }}-contact-sync-mappings
{{- end }}
{{- with $v.contactSync.schemaRegistry }}
{{- if and (eq $.key "contactSync") .existingSecret }}
- name: schema-registry
  secret:
    secretName: {{ .existingSecret }}
    defaultMode: 288 # 0440
    items:
      - {key: {{ .secretKey }}, path: {{ .secretKey }}}
{{- end }}
{{- end }}
{{- end -}}
