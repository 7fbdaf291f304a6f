package io.m1bridge.helm;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.m1bridge.helm.Pods.PodOf;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a pod takes from other objects. */
final class References {

  private References() {}

  /** Kind and name of each. */
  static Set<String> of(PodOf pod) {
    Set<String> names = new TreeSet<>();
    names.add("ServiceAccount " + pod.spec().getServiceAccountName());
    pod.spec().getImagePullSecrets().forEach(secret -> names.add("Secret " + secret.getName()));
    for (EnvVar variable : pod.container().getEnv()) {
      if (variable.getValueFrom() != null && variable.getValueFrom().getSecretKeyRef() != null) {
        names.add("Secret " + variable.getValueFrom().getSecretKeyRef().getName());
      }
    }
    for (Volume volume : pod.spec().getVolumes()) {
      if (volume.getConfigMap() != null) {
        names.add("ConfigMap " + volume.getConfigMap().getName());
      }
      if (volume.getSecret() != null) {
        names.add("Secret " + volume.getSecret().getSecretName());
      }
      if (volume.getProjected() != null) {
        volume.getProjected().getSources().forEach(source -> add(names, source));
      }
    }
    return names;
  }

  private static void add(Set<String> names, VolumeProjection source) {
    if (source.getConfigMap() != null) {
      names.add("ConfigMap " + source.getConfigMap().getName());
    }
    if (source.getSecret() != null) {
      names.add("Secret " + source.getSecret().getName());
    }
  }

  /** The variables of a pod; what comes from elsewhere stands for itself by its name. */
  static Map<String, String> env(PodOf pod) {
    Map<String, String> env = new TreeMap<>();
    pod.container()
        .getEnv()
        .forEach(v -> env.put(v.getName(), Objects.requireNonNullElse(v.getValue(), v.getName())));
    return env;
  }
}
