{{/* What a schema cannot say: one message for everything that does not fit together. */}}
{{- define "m1-bridge.validate" -}}
{{- $v := .Values -}}
{{- $problems := list -}}
{{- if not $v.demo.enabled -}}
{{- if not $v.kafka.bootstrapServers -}}
{{- $problems = append $problems "kafka.bootstrapServers is missing: host:port of your Kafka, or demo.enabled=true to have one for a look" -}}
{{- end -}}
{{- if not $v.tokenService.keyset.existingSecret -}}
{{- $problems = append $problems "tokenService.keyset.existingSecret is missing: the Secret with the keyset that protects the tokens, see deploy/README.md" -}}
{{- end -}}
{{- if not (or $v.ui.existingSecret $v.ui.oidc.issuer) -}}
{{- $problems = append $problems "ui.existingSecret is missing: the Secret with the token that people sign in with; or sign in by ui.oidc.issuer" -}}
{{- end -}}
{{- range $name, $url := dict "m1.apiUrl" $v.m1.apiUrl "m1.authUrl" $v.m1.authUrl -}}
{{- if and (hasPrefix "http:" $url) (not $v.m1.allowInsecure) -}}
{{- $problems = append $problems (printf "%s is plain http: everyone on the way can read tokens, the client secret and all contacts. Put a proxy with https before it, or accept it by m1.allowInsecure=true" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $v.ui.oidc.issuer (not (and $v.ui.oidc.clientId $v.ui.oidc.existingSecret)) -}}
{{- $problems = append $problems "ui.oidc.issuer needs ui.oidc.clientId and ui.oidc.existingSecret" -}}
{{- end -}}
{{- if and $v.ui.oidc.issuer (not (or $v.ui.oidc.allowedGroups $v.ui.oidc.allowedSubjects)) -}}
{{- $problems = append $problems "ui.oidc.issuer needs ui.oidc.allowedGroups or ui.oidc.allowedSubjects: else nobody may enter" -}}
{{- end -}}
{{- if and (not $v.ui.oidc.issuer) (or $v.ui.oidc.operatorGroups $v.ui.oidc.operatorSubjects) -}}
{{- $problems = append $problems "ui.oidc.operatorGroups and .operatorSubjects need ui.oidc.issuer: with the token everybody may act" -}}
{{- end -}}
{{- $sasl := ne $v.kafka.sasl.mechanism "none" -}}
{{- $secretNeeded := or $v.kafka.tls.clientCertificate (and $sasl (ne $v.kafka.sasl.mechanism "AWS_MSK_IAM")) -}}
{{- if and $secretNeeded (not $v.strimzi.users.enabled) -}}
{{- range $key, $name := $v.kafka.credentials -}}
{{- if not $name -}}
{{- $problems = append $problems (printf "kafka.credentials.%s is missing: the Secret that kafka.sasl or kafka.tls.clientCertificate reads" $key) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and $v.kafka.tls.clientCertificate (not $v.kafka.tls.enabled) -}}
{{- $problems = append $problems "kafka.tls.clientCertificate needs kafka.tls.enabled=true" -}}
{{- end -}}
{{- if and (or (eq $v.kafka.sasl.mechanism "PLAIN") (eq $v.kafka.sasl.mechanism "OAUTHBEARER")) (not $v.kafka.tls.enabled) -}}
{{- $problems = append $problems (printf "kafka.sasl.mechanism %s sends its secret as it is: it needs kafka.tls.enabled=true" $v.kafka.sasl.mechanism) -}}
{{- end -}}
{{- if and (eq $v.kafka.sasl.mechanism "OAUTHBEARER") (not $v.kafka.sasl.oauth.tokenEndpointUrl) -}}
{{- $problems = append $problems "kafka.sasl.mechanism OAUTHBEARER needs kafka.sasl.oauth.tokenEndpointUrl" -}}
{{- end -}}
{{- if and $v.ingress.enabled $v.gateway.enabled -}}
{{- $problems = append $problems "ingress.enabled and gateway.enabled are both true: choose one" -}}
{{- end -}}
{{- if and (or $v.ingress.enabled $v.gateway.enabled) (hasPrefix "http://127.0.0.1" $v.tokenService.publicUrl) -}}
{{- $problems = append $problems "tokenService.publicUrl is still http://127.0.0.1:8081: with an ingress or gateway it is the address that people open, https://..." -}}
{{- end -}}
{{- if and (or $v.ingress.enabled $v.gateway.enabled) $v.networkPolicy.enabled (not $v.networkPolicy.pagesFrom) -}}
{{- $problems = append $problems "networkPolicy.pagesFrom is empty: name the pods of the ingress controller or gateway, else nobody reaches the pages" -}}
{{- end -}}
{{- if and $v.gateway.enabled (not $v.gateway.parentRefs) -}}
{{- $problems = append $problems "gateway.enabled needs gateway.parentRefs" -}}
{{- end -}}
{{- if and (or $v.strimzi.topics.enabled $v.strimzi.users.enabled) (not $v.strimzi.cluster) -}}
{{- $problems = append $problems "strimzi.topics and strimzi.users need strimzi.cluster: the name of the Kafka resource" -}}
{{- end -}}
{{- if and $v.strimzi.users.enabled (eq $v.strimzi.users.authentication "tls") (not $v.kafka.tls.clientCertificate) -}}
{{- $problems = append $problems "strimzi.users.authentication tls needs kafka.tls.clientCertificate=true" -}}
{{- end -}}
{{- if and $v.strimzi.users.enabled (eq $v.strimzi.users.authentication "scram-sha-512") (ne $v.kafka.sasl.mechanism "SCRAM-SHA-512") -}}
{{- $problems = append $problems "strimzi.users.authentication scram-sha-512 needs kafka.sasl.mechanism=SCRAM-SHA-512" -}}
{{- end -}}
{{- if and $v.tests.roundTrip (not $v.demo.enabled) (not $v.tests.kafkaCredentials) -}}
{{- $problems = append $problems "tests.roundTrip needs tests.kafkaCredentials: a Secret with client.properties" -}}
{{- end -}}
{{- with $v.contactSync.schemaRegistry -}}
{{- $signsIn := or .basic.user .oauth.tokenUrl -}}
{{- if and $signsIn (not (and .url .existingSecret)) -}}
{{- $problems = append $problems "contactSync.schemaRegistry.basic and .oauth need .url and .existingSecret: the Secret with the password or the client's secret" -}}
{{- end -}}
{{- if and .existingSecret (not $signsIn) -}}
{{- $problems = append $problems "contactSync.schemaRegistry.existingSecret needs .basic.user or .oauth.tokenUrl: whose secret it is" -}}
{{- end -}}
{{- if and .basic.user .oauth.tokenUrl -}}
{{- $problems = append $problems "contactSync.schemaRegistry.basic and .oauth are both set: choose one" -}}
{{- end -}}
{{- if and .oauth.tokenUrl (not .oauth.clientId) -}}
{{- $problems = append $problems "contactSync.schemaRegistry.oauth.tokenUrl needs .oauth.clientId" -}}
{{- end -}}
{{- end -}}
{{- range $name, $value := $v.contactSync.settings -}}
{{- if hasPrefix "m1bridge.contact-sync.schema-registry." $name -}}
{{- if not (hasSuffix ".timeout" $name) -}}
{{- $problems = append $problems (printf "contactSync.settings.%s: set it by contactSync.schemaRegistry, which opens the network to it too" $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $service := list "tokenService" "contactSync" "edmEvent" -}}
{{- range $name, $value := (index $v $service).settings -}}
{{- if regexMatch "(secret|password|keyset|ui\\.token|jaas)" $name -}}
{{- if not (hasSuffix "-file" $name) -}}
{{- $problems = append $problems (printf "%s.settings.%s is a secret: name a Secret for it instead" $service $name) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if $problems -}}
{{- fail (printf "\n\nm1-bridge cannot be installed like this:\n  - %s\n" (join "\n  - " $problems)) -}}
{{- end -}}
{{- end -}}
