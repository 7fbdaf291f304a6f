{{/* The configuration of a service, as it reads it: below the environment, above what it brings itself. Argument: root, key, component. */}}
{{- define "m1-bridge.properties" -}}
{{- $root := .root -}}
{{- $v := .root.Values -}}
{{- $full := include "m1-bridge.fullname" .root -}}
{{- $component := .component -}}
{{- $service := index $v .key -}}
config_ordinal=275
{{ include "m1-bridge.kafkaProperties" . }}
m1bridge.topics.create={{ and $v.topics.create (not $v.strimzi.topics.enabled) }}
{{- with $v.topics.replicationFactor }}
m1bridge.topics.replication-factor={{ . }}
{{- end }}
{{- if $v.demo.enabled }}
m1bridge.topics.replication-factor=1
{{- end }}
{{- range $name, $other := $v.topics.names }}
m1bridge.topics.names."{{ $name }}"={{ $other }}
{{- end }}
{{- range $topic, $config := $v.topics.config }}
{{- range $key, $value := $config }}
m1bridge.topics.config."{{ $topic }}".{{ $key }}={{ $value }}
{{- end }}
{{- end }}
m1bridge.production.replicas={{ include "m1-bridge.replicas" . }}
{{- $accepted := $v.production.accepted }}
{{- if eq .key "tokenService" }}
{{- /* One contact-sync and one edm-event serve all accounts, and so do administrators. */}}
{{- range list "contact-sync" "edm-event" "local-admin" }}
{{- $accepted = append $accepted (printf "m1bridge.token.callers.%s.accounts" .) }}
{{- end }}
{{- end }}
{{- if $v.demo.enabled }}
{{- $accepted = list "*" }}
{{- end }}
{{- with $accepted }}
m1bridge.production.accepted={{ join "," . }}
{{- end }}
m1bridge.m1.url={{ include "m1-bridge.m1.apiUrl" $root }}
m1bridge.m1.auth-url={{ include "m1-bridge.m1.authUrl" $root }}
m1bridge.m1.allow-insecure={{ or $v.m1.allowInsecure $v.demo.enabled }}
{{- range $key, $other := include "m1-bridge.components" $root | fromYaml }}
{{- with (index $v $key).publicUrl }}
m1bridge.ui.links.{{ $other.name }}={{ . }}
{{- end }}
{{- end }}
{{- /* The demo's job signs in from another pod. */}}
m1bridge.ui.allow-insecure={{ or $v.ui.allowInsecure $v.demo.enabled }}
{{- with $v.ui.oidc }}
{{- if .issuer }}
m1bridge.ui.oidc.issuer={{ .issuer }}
m1bridge.ui.oidc.client-id={{ .clientId }}
m1bridge.ui.oidc.client-secret-file=/etc/m1-bridge/oidc/{{ .clientSecretKey }}
m1bridge.ui.oidc.groups-claim={{ .groupsClaim }}
m1bridge.ui.oidc.subject-claim={{ .subjectClaim }}
{{- with .allowedGroups }}
m1bridge.ui.oidc.allowed-groups={{ include "m1-bridge.texts" . }}
{{- end }}
{{- with .allowedSubjects }}
m1bridge.ui.oidc.allowed-subjects={{ include "m1-bridge.texts" . }}
{{- end }}
{{- with .operatorGroups }}
m1bridge.ui.oidc.operator-groups={{ include "m1-bridge.texts" . }}
{{- end }}
{{- with .operatorSubjects }}
m1bridge.ui.oidc.operator-subjects={{ include "m1-bridge.texts" . }}
{{- end }}
{{- with $service.publicUrl }}
m1bridge.ui.oidc.redirect-base={{ . }}
{{- end }}
m1bridge.ui.oidc.token-for-scripts={{ .tokenForScripts }}
{{- end }}
{{- end }}
{{- if or $v.ingress.enabled $v.gateway.enabled }}
quarkus.http.proxy.proxy-address-forwarding=true
{{- end }}
{{- if eq .key "tokenService" }}
{{ include "m1-bridge.tokenServiceProperties" . }}
{{- else }}
m1bridge.account-access.url=http://{{ $full }}-token-service:8081
m1bridge.account-access.caller-token-file=/var/run/secrets/m1-bridge/token
m1bridge.streams.threads={{ $service.threads }}
m1bridge.streams.standby-replicas={{ min (int $service.standbyReplicas) (sub (int (include "m1-bridge.replicas" .)) 1) }}
m1bridge.streams.session-timeout={{ $service.sessionTimeout }}
{{- if $service.staticMembership }}
m1bridge.streams.instance-id=${POD_NAME}
{{- end }}
m1bridge.streams.application-server=${POD_NAME}.{{ $full }}-{{ $component.name }}-peers.{{ $root.Release.Namespace }}.svc:{{ $component.port }}
{{- end }}
{{- if eq .key "contactSync" }}
{{- with $service.defaultAccount }}
m1bridge.contact-sync.default-account={{ . }}
{{- else }}
{{- if $v.demo.enabled }}
m1bridge.contact-sync.default-account=demo
{{- end }}
{{- end }}
{{- range $topic, $mapping := $service.sources }}
m1bridge.contact-sync.sources."{{ $topic }}"=/etc/m1-bridge/mappings/{{ $topic }}.yaml
{{- end }}
{{ include "m1-bridge.schemaRegistryProperties" $service.schemaRegistry }}
{{- with $service.traces.endpoint }}
m1bridge.contact-sync.traces-endpoint={{ . }}
{{- end }}
{{- end }}
{{- range $name, $value := $service.settings }}
{{ $name }}={{ include "m1-bridge.scalar" $value }}
{{- end }}
{{- end -}}

{{- define "m1-bridge.kafkaProperties" -}}
{{- $kafka := .root.Values.kafka -}}
{{- $sasl := ne $kafka.sasl.mechanism "none" -}}
kafka.bootstrap.servers={{ include "m1-bridge.bootstrapServers" .root }}
{{- if not .root.Values.demo.enabled }}
kafka.security.protocol={{ if $sasl }}SASL_{{ if $kafka.tls.enabled }}SSL{{ else }}PLAINTEXT{{ end }}{{ else if $kafka.tls.enabled }}SSL{{ else }}PLAINTEXT{{ end }}
{{- if and $kafka.tls.enabled $kafka.tls.caSecret }}
kafka.ssl.truststore.type=PEM
kafka.ssl.truststore.location=/etc/m1-bridge/kafka-ca/{{ $kafka.tls.caKey }}
{{- end }}
{{- if $kafka.tls.clientCertificate }}
kafka.ssl.keystore.type=PEM
{{- end }}
{{- if $sasl }}
kafka.sasl.mechanism={{ $kafka.sasl.mechanism }}
{{- if eq $kafka.sasl.mechanism "AWS_MSK_IAM" }}
kafka.sasl.jaas.config=software.amazon.msk.auth.iam.IAMLoginModule required;
kafka.sasl.client.callback.handler.class=software.amazon.msk.auth.iam.IAMClientCallbackHandler
{{- else if not $kafka.sasl.jaasConfigKey }}
kafka.sasl.jaas.config={{ include "m1-bridge.jaasConfig" . }}
{{- end }}
{{- if eq $kafka.sasl.mechanism "OAUTHBEARER" }}
kafka.sasl.oauthbearer.token.endpoint.url={{ $kafka.sasl.oauth.tokenEndpointUrl }}
kafka.sasl.login.callback.handler.class=org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler
{{- end }}
{{- end }}
{{- range $name, $value := $kafka.properties }}
kafka.{{ $name }}={{ include "m1-bridge.scalar" $value }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "m1-bridge.jaasConfig" -}}
{{- $sasl := .root.Values.kafka.sasl -}}
{{- if eq $sasl.mechanism "OAUTHBEARER" -}}
org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required clientId="${M1BRIDGE_KAFKA_USERNAME}" clientSecret="${M1BRIDGE_KAFKA_PASSWORD}"{{ with $sasl.oauth.scope }} scope="{{ . }}"{{ end }};
{{- else if eq $sasl.mechanism "PLAIN" -}}
org.apache.kafka.common.security.plain.PlainLoginModule required username="${M1BRIDGE_KAFKA_USERNAME}" password="${M1BRIDGE_KAFKA_PASSWORD}";
{{- else -}}
org.apache.kafka.common.security.scram.ScramLoginModule required username="${M1BRIDGE_KAFKA_USERNAME}" password="${M1BRIDGE_KAFKA_PASSWORD}";
{{- end -}}
{{- end -}}

{{/* Argument: contactSync.schemaRegistry. */}}
{{- define "m1-bridge.schemaRegistryProperties" -}}
{{- $prefix := "m1bridge.contact-sync.schema-registry" -}}
{{- $secretFile := printf "/etc/m1-bridge/schema-registry/%s" .secretKey -}}
{{- with .url }}
{{ $prefix }}.url={{ . }}
{{- end }}
{{- range $name, $value := .headers }}
{{ $prefix }}.headers."{{ $name }}"={{ $value }}
{{- end }}
{{- with .basic.user }}
{{ $prefix }}.basic.user={{ . }}
{{ $prefix }}.basic.password-file={{ $secretFile }}
{{- end }}
{{- with .oauth }}
{{- if .tokenUrl }}
{{ $prefix }}.oauth.token-url={{ .tokenUrl }}
{{ $prefix }}.oauth.client-id={{ .clientId }}
{{ $prefix }}.oauth.client-secret-file={{ $secretFile }}
{{- with .scope }}
{{ $prefix }}.oauth.scope={{ . }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "m1-bridge.tokenServiceProperties" -}}
{{- $v := .root.Values -}}
{{- $full := include "m1-bridge.fullname" .root -}}
{{- $account := printf "system:serviceaccount:%s:%s" .root.Release.Namespace $full -}}
m1bridge.token.keyset-file=/etc/m1-bridge/keyset/{{ $v.tokenService.keyset.key }}
m1bridge.token.public-url={{ $v.tokenService.publicUrl }}
m1bridge.token.advertised-url=http://{{ if eq $v.podIpFamily "IPv6" }}[${POD_IP}]{{ else }}${POD_IP}{{ end }}:8081
mp.jwt.verify.publickey.location={{ $v.tokenService.jwt.jwksUrl }}
mp.jwt.verify.issuer={{ $v.tokenService.jwt.issuer }}
{{- if $v.tokenService.jwt.inCluster }}
m1bridge.token.jwks.ca-file=/var/run/secrets/m1-bridge/ca.crt
m1bridge.token.jwks.token-file=/var/run/secrets/m1-bridge/token
{{- end }}
m1bridge.token.callers.contact-sync.subject={{ $account }}-contact-sync
m1bridge.token.callers.edm-event.subject={{ $account }}-edm-event
# The administrator that the service brings for ./run has another name here.
m1bridge.token.callers.local-admin.subject={{ $account }}-admin
{{- range $name, $caller := $v.tokenService.callers }}
m1bridge.token.callers.{{ $name }}.subject={{ $caller.subject }}
m1bridge.token.callers.{{ $name }}.actions={{ join "," $caller.actions }}
{{- with $caller.accounts }}
m1bridge.token.callers.{{ $name }}.accounts={{ join "," . }}
{{- end }}
{{- with $caller.holder }}
m1bridge.token.callers.{{ $name }}.holder={{ . }}
{{- end }}
{{- end }}
{{- range $id, $account := include "m1-bridge.accounts" .root | fromYaml }}
m1bridge.accounts.{{ $id }}.client-id={{ $account.clientId }}
{{- $files := list }}
{{- range $account.clientSecret.keys }}
{{- $files = append $files (printf "/etc/m1-bridge/accounts/%s/%s" $id .) }}
{{- end }}
m1bridge.accounts.{{ $id }}.client-secret-file={{ join "," $files }}
{{- with $account.plan }}
m1bridge.accounts.{{ $id }}.plan={{ . }}
{{- end }}
{{- with $account.callsPerHour }}
m1bridge.accounts.{{ $id }}.calls-per-hour={{ int . }}
{{- end }}
{{- with $account.reserve }}
m1bridge.accounts.{{ $id }}.reserve={{ int . }}
{{- end }}
{{- with $account.redirectUri }}
m1bridge.accounts.{{ $id }}.redirect-uri={{ . }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The declared accounts; in the demo one more. */}}
{{- define "m1-bridge.accounts" -}}
{{- $accounts := deepCopy .Values.accounts -}}
{{- if .Values.demo.enabled -}}
{{- $secret := dict "existingSecret" (printf "%s-demo" (include "m1-bridge.fullname" .)) "keys" (list "client-secret") -}}
{{- $_ := set $accounts "demo" (dict "clientId" "demo-client" "plan" "diamond" "clientSecret" $secret) -}}
{{- end -}}
{{- toYaml $accounts -}}
{{- end -}}

{{/* Numbers of values are floating ones, and large ones would be written as 1e+06. */}}
{{- define "m1-bridge.scalar" -}}
{{- if and (kindIs "float64" .) (eq (floor .) .) -}}{{ int64 . }}{{- else -}}{{ . }}{{- end -}}
{{- end -}}

{{/* A list of any texts, such as the names of an LDAP directory: commas in them separate nothing. */}}
{{- define "m1-bridge.texts" -}}
{{- $escaped := list -}}
{{- range . -}}
{{- $escaped = append $escaped (. | replace "\\" "\\\\\\\\" | replace "," "\\\\,") -}}
{{- end -}}
{{- join "," $escaped -}}
{{- end -}}
