package io.m1bridge.helm;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pods that manifests lead to. */
final class Pods {

  /** Of our services, by component, with the application that it runs. */
  static final Map<String, String> SERVICES =
      Map.of(
          "token-service", "token-service",
          "contact-sync", "contact-sync-service",
          "edm-event", "edm-event-service");

  private Pods() {}

  /**
   * @param owner what the pod is of
   */
  record PodOf(HasMetadata owner, ObjectMeta metadata, PodSpec spec) {

    String component() {
      return metadata.getLabels().get("app.kubernetes.io/component");
    }

    Container container() {
      return spec.getContainers().get(0);
    }

    @Override
    public String toString() {
      return owner.getKind() + " " + owner.getMetadata().getName();
    }
  }

  static List<PodOf> of(List<HasMetadata> manifests) {
    return manifests.stream().flatMap(manifest -> of(manifest).stream()).toList();
  }

  private static Optional<PodOf> of(HasMetadata manifest) {
    if (manifest instanceof Pod pod) {
      return Optional.of(new PodOf(pod, pod.getMetadata(), pod.getSpec()));
    }
    PodTemplateSpec template = null;
    if (manifest instanceof Deployment deployment) {
      template = deployment.getSpec().getTemplate();
    } else if (manifest instanceof StatefulSet set) {
      template = set.getSpec().getTemplate();
    } else if (manifest instanceof Job job) {
      template = job.getSpec().getTemplate();
    }
    return template == null
        ? Optional.empty()
        : Optional.of(new PodOf(manifest, template.getMetadata(), template.getSpec()));
  }
}
