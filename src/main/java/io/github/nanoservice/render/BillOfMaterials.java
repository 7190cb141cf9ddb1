package io.github.nanoservice.render;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.nanoservice.data.PackageData;
import io.github.nanoservice.digest.Sha256;
import io.github.nanoservice.json.Json;
import io.github.nanoservice.json.JsonObjectBuilder;
import io.github.nanoservice.manifest.Manifest;
import io.github.nanoservice.requirements.Requirement;
import io.github.nanoservice.services.Service;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the bills of materials of services: CycloneDX 1.6 in JSON (ECMA-424). They have neither a
 * time nor a serial number, so that the same input gives the same bytes.
 */
final class BillOfMaterials {
  private static final String PROPERTY_PREFIX = "nanoservice:";

  private final RenderSettings settings;
  private final JsonObject runtime;
  private final Pinned pinned;
  private final Map<String, String> sourceHashes;

  /** The releases that all services have, and the keys of their distributions. */
  private record Pinned(Set<String> keys, List<JsonObject> components) {
    Pinned {
      keys = Set.copyOf(keys);
      components = List.copyOf(components);
    }

    static Pinned of(List<Requirement> releases) {
      return new Pinned(
          releases.stream().map(Requirement::key).collect(Collectors.toSet()),
          releases.stream().map(BillOfMaterials::distribution).toList());
    }
  }

  private BillOfMaterials(
      RenderSettings settings,
      JsonObject runtime,
      List<Requirement> pinned,
      Map<String, String> sourceHashes) {
    this.settings = settings;
    this.runtime = runtime;
    this.pinned = Pinned.of(pinned);
    this.sourceHashes = Map.copyOf(sourceHashes);
  }

  /**
   * Prepares what the services of a bundle have in common.
   *
   * @param constraints lines of pip's constraints file
   * @param sources the bytes of the source files by their paths
   */
  static BillOfMaterials of(
      RenderSettings settings,
      RuntimeWheel runtime,
      List<String> constraints,
      Map<String, byte[]> sources) {
    Map<String, String> hashes = new HashMap<>();
    sources.forEach((path, bytes) -> hashes.put(path, Sha256.hex(bytes)));
    return new BillOfMaterials(
        settings,
        runtime(runtime),
        constraints.stream()
            .flatMap(line -> Requirement.of(line).stream())
            .map(Requirement::withoutHashes)
            .toList(),
        hashes);
  }

  /**
   * Writes the bill of one service.
   *
   * @param requirements lines of its {@code requirements.txt}
   * @param image its base image
   * @param data the data files that it has
   */
  byte[] of(Service service, List<String> requirements, String image, List<PackageData> data) {
    Map<String, JsonObject> components = new LinkedHashMap<>();
    Stream.of(
            Stream.of(baseImage(image), runtime),
            service.sourcePaths().stream().map(this::sourceFile),
            data.stream().map(each -> file("data:", each.path(), each.content().sha256())),
            distributions(requirements))
        .flatMap(each -> each)
        .forEach(component -> components.put(component.get("bom-ref").getAsString(), component));
    JsonObject document =
        JsonObjectBuilder.with("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json")
            .add("bomFormat", "CycloneDX")
            .add("specVersion", "1.6")
            .add("version", 1)
            .add("metadata", JsonObjectBuilder.with("component", component(service)).build())
            .add("components", List.copyOf(components.values()))
            .add(
                "dependencies",
                List.of(
                    JsonObjectBuilder.with("ref", reference(service))
                        .add("dependsOn", List.copyOf(components.keySet()))
                        .build()))
            .build();
    return Json.pretty(document).getBytes(StandardCharsets.US_ASCII);
  }

  private static String reference(Service service) {
    return "service:" + service.name();
  }

  private JsonObject component(Service service) {
    return JsonObjectBuilder.with("type", "application")
        .add("bom-ref", reference(service))
        .add("group", settings.project())
        .add("name", service.name())
        .add("version", settings.version())
        .build();
  }

  private static JsonObject baseImage(String image) {
    ImageReference reference = ImageReference.of(image);
    return JsonObjectBuilder.with("type", "container")
        .add("bom-ref", "image:" + image)
        .add("name", reference.name())
        .addIfPresent(
            "version",
            reference.tag().or(() -> reference.digest().map(ImageReference.Digest::text)))
        .addUnlessEmpty(
            "hashes",
            reference.digest().stream()
                .filter(ImageReference.Digest::isSha256)
                .map(digest -> hash(digest.hex()))
                .toList())
        .add("properties", List.of(property("image", image)))
        .build();
  }

  private static JsonObject runtime(RuntimeWheel runtime) {
    return JsonObjectBuilder.with("type", "library")
        .add("bom-ref", "runtime")
        .add("name", Manifest.RUNTIME)
        .add("version", runtime.version())
        .add("hashes", List.of(hash(runtime.sha256())))
        .add("properties", List.of(property("file", runtime.file())))
        .build();
  }

  private JsonObject sourceFile(String path) {
    return file("source:", path, sourceHashes.get(path));
  }

  private static JsonObject file(String kind, String path, String sha256) {
    return JsonObjectBuilder.with("type", "file")
        .add("bom-ref", kind + path)
        .add("name", path)
        .add("hashes", List.of(hash(sha256)))
        .build();
  }

  /** The pinned releases, and the requirements that no line pins. */
  private Stream<JsonObject> distributions(List<String> lines) {
    return Stream.concat(
        pinned.components().stream(),
        lines.stream()
            .flatMap(line -> Requirement.of(line).stream())
            .filter(requirement -> !pinned.keys().contains(requirement.key()))
            .map(BillOfMaterials::distribution));
  }

  private static JsonObject distribution(Requirement requirement) {
    Optional<String> release = requirement.release();
    return JsonObjectBuilder.with("type", "library")
        .add("bom-ref", "requirement:" + requirement.text())
        .add("name", requirement.name())
        .addIfPresent("version", release)
        .add("purl", purl(requirement.key(), release))
        .add("properties", List.of(property("requirement", requirement.text())))
        .build();
  }

  /** Package URL specification, type "pypi"; a version may have a {@code +} or a {@code !}. */
  private static String purl(String key, Optional<String> release) {
    String version =
        release.map(text -> "@" + text.replace("+", "%2B").replace("!", "%21")).orElse("");
    return "pkg:pypi/" + key + version;
  }

  private static JsonObject hash(String sha256) {
    return JsonObjectBuilder.with("alg", "SHA-256").add("content", sha256).build();
  }

  private static JsonElement property(String name, String value) {
    return JsonObjectBuilder.with("name", PROPERTY_PREFIX + name).add("value", value).build();
  }
}
