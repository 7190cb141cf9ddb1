package io.github.nanoservice.render;

import static io.github.nanoservice.render.TestServices.endpoint;
import static io.github.nanoservice.render.TestServices.file;
import static io.github.nanoservice.render.TestServices.greetings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.nanoservice.digest.Sha256;
import io.github.nanoservice.services.Service;
import io.github.nanoservice.services.Topology;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.cyclonedx.Version;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

/** Holds the bills of materials against the schema of CycloneDX and against the bundle. */
class BillOfMaterialsTest {
  private static final String DIGEST = "5f".repeat(32);
  private static final JsonParser PARSER = new JsonParser();

  @Test
  void billMatchesTheSchema() throws Exception {
    byte[] bill = bill(RuntimePackage.bundled(), List.of("Flask>=2.2.2,<4", "Jinja2"));

    assertThat(PARSER.validate(bill, Version.VERSION_16)).isEmpty();
    byte[] broken =
        new String(bill, StandardCharsets.US_ASCII)
            .replace("\"library\"", "\"librari\"")
            .getBytes(StandardCharsets.US_ASCII);
    assertThat(PARSER.validate(broken, Version.VERSION_16)).isNotEmpty();
  }

  @Test
  void billOfEveryServiceMatchesTheSchema() throws Exception {
    Topology topology = greetings();
    Map<String, byte[]> files =
        new Renderer(RenderSettings.defaults("größer"), RuntimePackage.bundled())
            .render(topology, TestServices.sources(topology), List.of())
            .files();

    for (Service service : topology.services()) {
      byte[] bill = files.get(service.name() + "/bom.json");
      assertThat(PARSER.validate(bill, Version.VERSION_16)).isEmpty();
      assertThat(PARSER.parse(bill).getMetadata().getComponent())
          .extracting(Component::getGroup, Component::getName, Component::getVersion)
          .containsExactly("größer", service.name(), "1.0");
    }
  }

  @Test
  void sourceFilesAndTheRuntimeHaveTheirHashes() throws Exception {
    RuntimePackage runtime = RuntimePackage.bundled();
    Bom bom = PARSER.parse(bill(runtime, List.of()));

    assertThat(bom.getComponents())
        .filteredOn(component -> component.getType() == Component.Type.FILE)
        .extracting(Component::getName, component -> sha256(component))
        .containsExactly(
            tuple("f.py", Sha256.hex("def f(): pass\n".getBytes(StandardCharsets.UTF_8))));
    RuntimeWheel wheel = RuntimeWheel.of(runtime);
    assertThat(component(bom, "nanoservice-runtime"))
        .extracting(Component::getVersion, component -> sha256(component))
        .containsExactly(wheel.version(), Sha256.hex(wheel.content()));
  }

  @Test
  void distributionsArePinnedOrDeclared() throws Exception {
    RuntimePackage runtime = new RuntimePackage(new TreeMap<>(), List.of(), List.of());
    Bom bom =
        PARSER.parse(
            bill(
                runtime,
                List.of(
                    "Flask>=2.2.2,<4",
                    "requests>=2",
                    "Typing_Extensions==4.12.2 --hash=sha256:" + DIGEST,
                    "torch==2.6.0+cpu",
                    "pandas==2.*")));

    assertThat(bom.getComponents())
        .filteredOn(component -> component.getPurl() != null)
        .extracting(Component::getPurl)
        .containsExactly(
            "pkg:pypi/flask@3.1.3",
            "pkg:pypi/click@8.1.8",
            "pkg:pypi/click@8.5.0",
            "pkg:pypi/requests",
            "pkg:pypi/typing-extensions@4.12.2",
            "pkg:pypi/torch@2.6.0%2Bcpu",
            "pkg:pypi/pandas");
    assertThat(component(bom, "requests").getProperties())
        .singleElement()
        .satisfies(property -> assertThat(property.getValue()).isEqualTo("requests>=2"));
  }

  @Test
  void baseImageHasItsDigest() throws Exception {
    Bom bom = PARSER.parse(bill(RuntimePackage.bundled(), List.of()));

    Component image = component(bom, "registry.example.org:5000/python");
    assertThat(image.getType()).isEqualTo(Component.Type.CONTAINER);
    assertThat(image.getVersion()).isEqualTo("3.13-slim");
    assertThat(sha256(image)).isEqualTo(DIGEST);
  }

  private static byte[] bill(RuntimePackage runtime, List<String> requirements) {
    Service service = TestServices.service(endpoint(file("f.py", "def f(): pass\n"), "f"));
    Topology topology =
        new Topology(
            List.of(service), List.of(), Optional.empty(), List.of(), List.of(), List.of());
    RenderSettings settings =
        RenderSettings.builder("example")
            .baseImage("registry.example.org:5000/python:3.13-slim@sha256:" + DIGEST)
            .build();
    List<String> constraints =
        List.of(
            "Flask==3.1.3",
            "click==8.1.8; python_version < \"3.10\"",
            "click==8.5.0; python_version >= \"3.10\"");
    return BillOfMaterials.of(
            settings, RuntimeWheel.of(runtime), constraints, TestServices.sources(topology))
        .of(service, requirements, settings.baseImage(), List.of());
  }

  private static Component component(Bom bom, String name) {
    return bom.getComponents().stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static String sha256(Component component) {
    assertThat(component.getHashes())
        .singleElement()
        .satisfies(hash -> assertThat(hash.getAlgorithm()).isEqualTo("SHA-256"));
    return component.getHashes().stream().map(Hash::getValue).findFirst().orElseThrow();
  }
}
