package io.github.nanoservice;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/** Which package may import which. */
@AnalyzeClasses(packages = "io.github.nanoservice", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.nanoservice.";

  /** Each may import those before it. */
  private static final List<String> ORDER =
      List.of(
          "json",
          "digest",
          "files",
          "data",
          "archive",
          "naming",
          "secret",
          "pip",
          "source",
          "diagnostic",
          "python",
          "requirements",
          "resolve",
          "services",
          "contract",
          "manifest",
          "settings",
          "render",
          "javaclient",
          "bundle",
          "engine",
          "build",
          "mojo");

  @ArchTest static final ArchRule packages_import_one_way = oneWay();

  @ArchTest
  static final ArchRule packages_have_no_cycles =
      slices().matching(ROOT + "(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule maven_stays_at_the_goals =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + "mojo..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.apache.maven..")
          .because("everything but the goals can be used and tested without Maven");

  @ArchTest
  static final ArchRule engine_needs_only_the_bundle =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "engine..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.github.nanoservice..")
                  .and(
                      resideOutsideOfPackages(
                          ROOT + "engine..",
                          ROOT + "bundle..",
                          ROOT + "manifest..",
                          ROOT + "naming..",
                          ROOT + "secret..",
                          ROOT + "pip..",
                          ROOT + "digest..",
                          ROOT + "files..",
                          ROOT + "json..")))
          .because("a bundle is run from its files and its manifest alone");

  @ArchTest
  static void every_package_has_a_place_in_the_order(JavaClasses classes) {
    assertThat(
            classes.stream()
                .map(JavaClass::getPackageName)
                .map(name -> name.substring(ROOT.length()))
                .distinct())
        .containsExactlyInAnyOrderElementsOf(ORDER);
  }

  private static LayeredArchitecture oneWay() {
    LayeredArchitecture architecture =
        Architectures.layeredArchitecture().consideringOnlyDependenciesInLayers();
    for (String layer : ORDER) {
      architecture = architecture.optionalLayer(layer).definedBy(ROOT + layer + "..");
    }
    for (int i = 1; i < ORDER.size(); i++) {
      String[] before = ORDER.subList(0, i).toArray(String[]::new);
      architecture = architecture.whereLayer(ORDER.get(i)).mayOnlyAccessLayers(before);
    }
    return architecture.whereLayer(ORDER.get(0)).mayNotAccessAnyLayer();
  }
}
