package io.m1bridge.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that every module keeps, looked up in what was compiled. */
class ArchitectureTest {

  private static final int LEAST_MODULES = 12;

  /**
   * What answers requests or is wired by CDI: the thin shell. All other packages are plain Java.
   */
  private static final String[] SHELL = {
    "..web..",
    "..api..",
    "..page..",
    "..signin..",
    "..problem..",
    "..chart..",
    "..http..",
    "..caller..",
    "..calls..",
    "..connect..",
    "..health..",
    "..testkit..",
    "io.m1bridge.account",
    "io.m1bridge.contactsync",
    "io.m1bridge.edm",
    "io.m1bridge.kafka.log",
    "io.m1bridge.production",
    "io.m1bridge.token"
  };

  private static final String[] ADAPTERS = {
    "io.m1bridge..web..",
    "io.m1bridge..api..",
    "io.m1bridge..page..",
    "io.m1bridge..signin..",
    "io.m1bridge..problem..",
    "io.m1bridge.m1.http.."
  };

  private static final String[] FRAMEWORKS = {
    "io.quarkus..", "jakarta.ws..", "jakarta.enterprise..", "jakarta.inject.."
  };

  private static final List<String> WITHOUT_KEYS =
      List.of("common/local-processes", "common/m1-simulator");

  private static final DescribedPredicate<JavaMethodCall> INTO_A_SENTENCE =
      DescribedPredicate.describe(
          "a value is put into a sentence of the log, not into a key (LogLine)",
          call ->
              call.getTargetOwner().isAssignableTo("org.slf4j.Logger")
                  && call.getTarget().getRawParameterTypes().stream()
                      .map(JavaClass::getName)
                      .anyMatch(
                          type -> type.endsWith("java.lang.Object") || type.endsWith("Object;")));

  static Set<Path> modules() {
    return Modules.imported().keySet();
  }

  /** Programs that measure or try the services are bound by less. */
  static Stream<Path> modulesOfTheServices() {
    return Modules.ofTheServices();
  }

  /** The tools say what they do to a person. */
  static Stream<Path> modulesThatLogWithKeys() {
    return modulesOfTheServices()
        .filter(
            module ->
                WITHOUT_KEYS.stream().map(Modules.ROOT::resolve).noneMatch(module::startsWith));
  }

  @Test
  void shouldFindTheModules() {
    assertThat(modules()).hasSizeGreaterThan(LEAST_MODULES);
  }

  @Test
  void shouldKnowNoWiringThatIsGone() {
    assertThat(
            Modules.imported().values().stream()
                .flatMap(JavaClasses::stream)
                .map(JavaClass::getName)
                .filter(Wiring.NAMES::contains))
        .containsExactlyInAnyOrderElementsOf(Wiring.NAMES);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void shouldHaveNoCycleBetweenPackages(Path module) {
    SlicesRuleDefinition.slices()
        .assignedFrom(new PackageOfItsOwn())
        .should()
        .beFreeOfCycles()
        .ignoreDependency(Wiring.CLASSES, DescribedPredicate.alwaysTrue())
        .allowEmptyShould(true)
        .check(Modules.imported().get(module));
  }

  @ParameterizedTest
  @MethodSource("modulesOfTheServices")
  void shouldKeepFrameworksInTheShell(Path module) {
    noClasses()
        .that()
        .resideOutsideOfPackages(SHELL)
        .should()
        .dependOnClassesThat(resideInAnyPackage(FRAMEWORKS))
        .allowEmptyShould(true)
        .check(Modules.imported().get(module));
  }

  /** What answers requests may know the core; the core does not know who asks. */
  @ParameterizedTest
  @MethodSource("modulesOfTheServices")
  void shouldKeepTheCoreFromKnowingItsAdapters(Path module) {
    noClasses()
        .that()
        .resideOutsideOfPackages(SHELL)
        .and(DescribedPredicate.not(Wiring.CLASSES))
        .should()
        .dependOnClassesThat(resideInAnyPackage(ADAPTERS))
        .allowEmptyShould(true)
        .check(Modules.imported().get(module));
  }

  /** But for the filter of what others log, which the framework hands its own records. */
  @ParameterizedTest
  @MethodSource("modules")
  void shouldLogByOneApi(Path module) {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.m1bridge.kafka.log")
        .should()
        .dependOnClassesThat(resideInAnyPackage("org.jboss.logging..", "java.util.logging.."))
        .allowEmptyShould(true)
        .check(Modules.imported().get(module));
  }

  /** What differs from line to line is a key: a sentence of the log is always the same. */
  @ParameterizedTest
  @MethodSource("modulesThatLogWithKeys")
  void shouldPutNoValueIntoASentenceOfTheLog(Path module) {
    noClasses()
        .should()
        .callMethodWhere(INTO_A_SENTENCE)
        .allowEmptyShould(true)
        .check(Modules.imported().get(module));
  }

  private static final class PackageOfItsOwn implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return type.getPackageName().startsWith("io.m1bridge")
          ? SliceIdentifier.of(type.getPackageName())
          : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "each package";
    }
  }
}
