package io.m1bridge.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever reads the time is given what tells it, so that a test can say what time it is. */
class ClockTest {

  /** Tools that people have. Measurements and trials are about real time. */
  private static final List<String> TOOLS = List.of("deploy/local", "deploy/cli");

  /** Wait for another process, which has a time of its own. */
  private static final DescribedPredicate<JavaClass> WAITING =
      DescribedPredicate.describe(
          "waiting for another process",
          Wiring.among(
                  Set.of(
                      "io.m1bridge.contactsync.consent.LastRecords",
                      "io.m1bridge.kafka.topic.TopicConfigs",
                      "io.m1bridge.kafka.topic.TopicSetup",
                      "io.m1bridge.local.stack.AccountConnection"))
              .or(type -> type.getPackageName().startsWith("io.m1bridge.process")));

  private static final Set<String> READS =
      Set.of("now", "system", "systemUTC", "systemDefaultZone", "currentTimeMillis");

  /** By a call, or by naming the method. */
  private static final DescribedPredicate<JavaAccess<?>> OWN_CLOCK =
      DescribedPredicate.describe(
          "a clock is read that was not given",
          access ->
              isOfTime(access)
                  && READS.contains(access.getTarget().getName())
                  && !takesAClock(access));

  private static final DescribedPredicate<JavaAccess<?>> OWN_NANOS =
      DescribedPredicate.describe(
          "a monotonic time is read that was not given",
          access ->
              access.getTargetOwner().getName().equals("java.lang.System")
                  && access.getTarget().getName().equals("nanoTime"));

  private static boolean isOfTime(JavaAccess<?> access) {
    String owner = access.getTargetOwner().getName();
    return owner.startsWith("java.time.") || owner.equals("java.lang.System");
  }

  private static boolean takesAClock(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        && target.getRawParameterTypes().stream()
            .anyMatch(type -> type.getName().equals("java.time.Clock"));
  }

  static Stream<Path> modules() {
    return Stream.concat(
        Modules.ofTheServices(),
        Modules.imported().keySet().stream()
            .filter(
                module -> TOOLS.stream().map(Modules.ROOT::resolve).anyMatch(module::startsWith)));
  }

  @ParameterizedTest
  @MethodSource("modules")
  void shouldBeGivenItsClock(Path module) {
    noClasses()
        .that(DescribedPredicate.not(Wiring.CLASSES))
        .should()
        .accessTargetWhere(OWN_CLOCK)
        .allowEmptyShould(true)
        .check(Modules.imported().get(module));
    noClasses()
        .that(DescribedPredicate.not(Wiring.CLASSES.or(WAITING)))
        .should()
        .accessTargetWhere(OWN_NANOS)
        .allowEmptyShould(true)
        .check(Modules.imported().get(module));
  }

  @Test
  void shouldSeeEachWayToReadTheClock() {
    JavaClass readers = new ClassFileImporter().importClass(Readers.class);

    assertThat(
            readers.getAccessesFromSelf().stream()
                .filter(OWN_CLOCK.or(OWN_NANOS))
                .map(access -> access.getTarget().getName()))
        .containsExactlyInAnyOrder("now", "now", "nanoTime", "systemUTC", "currentTimeMillis");
  }

  /** Breaks the rule in each way, and keeps it in the last line. Never made. */
  private static final class Readers {
    final LongSupplier nanos = System::nanoTime;
    final Supplier<Clock> clock = Clock::systemUTC;
    final Supplier<Instant> instant = Instant::now;
    final LocalDate day = LocalDate.now(ZoneOffset.UTC);
    final long millis = System.currentTimeMillis();
    final LocalDate given = LocalDate.now(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }
}
