package io.m1bridge.helm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountTokenProjection;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Rights that manifests grant, each a line. */
final class Permissions {

  private Permissions() {}

  /** A binding; anything else of the kind is told as it is. */
  static String of(HasMetadata manifest) {
    if (manifest instanceof ClusterRoleBinding binding) {
      return binding.getRoleRef().getKind()
          + " "
          + binding.getRoleRef().getName()
          + " to "
          + binding.getSubjects().stream()
              .map(subject -> subject.getNamespace() + "/" + subject.getName())
              .collect(Collectors.joining(","));
    }
    return manifest.getKind() + " " + manifest.getMetadata().getName();
  }

  /** Tokens of service accounts that pods hold: whose, and for whom. */
  static List<String> tokens(List<HasMetadata> manifests) {
    return Pods.of(manifests).stream()
        .flatMap(
            pod ->
                pod.spec().getVolumes().stream()
                    .filter(volume -> volume.getProjected() != null)
                    .flatMap(volume -> volume.getProjected().getSources().stream())
                    .map(VolumeProjection::getServiceAccountToken)
                    .filter(Objects::nonNull)
                    .map(token -> pod.component() + " for " + audience(token)))
        .toList();
  }

  private static String audience(ServiceAccountTokenProjection token) {
    return Objects.requireNonNullElse(token.getAudience(), "the API server");
  }
}
