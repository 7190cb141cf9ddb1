package io.github.nanoservice.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.manifest.ServiceConfiguration;
import io.github.nanoservice.manifest.ServiceEntry;
import io.github.nanoservice.manifest.ServiceSettings;
import io.github.nanoservice.pip.PackageIndexes;
import io.github.nanoservice.secret.GivenSecrets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class LocalPlanTest {
  /** As a bundle has it: entry points of one group share the port that compose publishes. */
  private static final ServiceEntry GROUP =
      new ServiceEntry(
          "prices",
          "prices",
          "prices",
          List.of(
              TestServices.endpoint("net_price", "/net_price", OptionalInt.empty()),
              TestServices.endpoint("tax", "/tax", OptionalInt.of(8082)),
              TestServices.endpoint("total", "/total", OptionalInt.of(8082))),
          List.of(),
          ServiceConfiguration.defaults("512m", "python:3.13-slim"));

  @Test
  void groupListensOnItsPublishedPort() {
    assertThat(plan(true).port(GROUP)).isEqualTo(8082);
  }

  @Test
  void unpublishedServiceListensOnAnyPort() {
    assertThat(plan(false).port(GROUP)).isZero();
    assertThat(plan(true).port(TestServices.service("audit", OptionalInt.empty()))).isZero();
  }

  private static LocalPlan plan(boolean publish) {
    Path directory = Path.of("project");
    return new LocalPlan(
        "python3",
        directory,
        directory,
        directory,
        List.of(GROUP),
        publish,
        Duration.ofMinutes(1),
        ServiceSettings.DEFAULTS,
        GivenSecrets.NONE,
        List.of(),
        PackageIndexes.DEFAULT,
        Optional.empty());
  }
}
