package io.github.nanoservice.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nanoservice.files.Content;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageDirectoriesTest {
  private static final PackageDirectories PACKAGES =
      PackageDirectories.of(
          List.of("main.py", "shop/__init__.py", "shop/tax/rates.py", "shop/data/__init__.py"),
          List.of("shop/__init__.py", "shop/data/__init__.py"));

  @Test
  void dataBelongToTheNearestDirectoryWithCode() {
    PackageDirectories packages =
        PackageDirectories.of(
            List.of("main.py", "shop/pricing.py", "shop/tax/rates.py"), List.of());
    assertThat(packages.around("prices.json")).isEmpty();
    assertThat(packages.around("locale/de/shop.mo")).isEmpty();
    assertThat(packages.around("shop/prices.json")).isEqualTo("shop");
    assertThat(packages.around("shop/data/en/prices.json")).isEqualTo("shop");
    assertThat(packages.around("shop/tax/rates.csv")).isEqualTo("shop/tax");
    assertThat(packages.around("shopping/list.csv")).isEmpty();
  }

  /** {@code importlib.resources.files("shop.data")} names a package that has no function. */
  @Test
  void packageWithoutCodeIsDataOfThePackageAroundIt() {
    assertThat(PACKAGES.around("shop/data/prices.json")).isEmpty();
    assertThat(PACKAGES.around("shop/tax/rates.csv")).isEqualTo("shop/tax");
    assertThat(PACKAGES.markersAround(List.of("shop/data/prices.json")))
        .containsExactlyInAnyOrder("shop/__init__.py", "shop/data/__init__.py");
    assertThat(PACKAGES.markersAround(List.of("prices.json"))).isEmpty();
  }

  /** Without the file, {@code pkgutil.get_data} finds nothing in the package. */
  @Test
  void emptyInitOfAPackageWithCodeIsDataOfThisPackage() {
    PackageDirectories packages =
        PackageDirectories.of(
            List.of("shop/__init__.py", "shop/pricing.py"), List.of("shop/__init__.py"));
    assertThat(packages.markersAround(List.of("shop/html/order.html")))
        .containsExactly("shop/__init__.py");
    assertThat(packages.around("shop/__init__.py")).isEqualTo("shop");
  }

  @Test
  void dataGoWithEachModuleInTheirPackage() {
    Content.OfFile content = new Content.OfFile(Path.of("any"), 0, "");
    PackageData data = new PackageData("shop/prices.json", "shop", content);
    assertThat(data.belongsWith(List.of("main.py", "shop/pricing.py"))).isTrue();
    assertThat(data.belongsWith(List.of("shop/tax/rates.py"))).isTrue();
    assertThat(data.belongsWith(List.of("main.py", "shopping/list.py"))).isFalse();
    assertThat(new PackageData("prices.json", "", content).belongsWith(List.of("shop/a.py")))
        .isTrue();
  }

  @Test
  void dataGoWithModulesOfThePackagesAroundTheirs() {
    Content.OfFile content = new Content.OfFile(Path.of("any"), 0, "");
    PackageData data = new PackageData("shop/tax/eu/rates.csv", "shop/tax/eu", content);
    assertThat(data.belongsWith(List.of("shop/tax/rates.py"))).isTrue();
    assertThat(data.belongsWith(List.of("shop/__init__.py"))).isTrue();
    assertThat(data.belongsWith(List.of("shop/taxes/rates.py"))).isFalse();
    assertThat(data.belongsWith(List.of("main.py"))).isFalse();
  }
}
