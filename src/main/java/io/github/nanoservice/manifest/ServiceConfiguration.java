package io.github.nanoservice.manifest;

import com.google.gson.JsonObject;
import io.github.nanoservice.json.JsonNode;
import io.github.nanoservice.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the user sets for one service. An engine that cannot give a service one of these says so in
 * its documentation.
 *
 * @param timeout the longest that a call may take, if it is not that of the bundle
 * @param memory memory of each instance, in bytes or with one of the units {@code k m g}
 * @param cpus the most CPU cores of each instance, a decimal number: {@code 0.5}; without it there
 *     is no limit
 * @param replicas number of instances
 * @param workers number of processes of each instance, which share its port
 * @param environment environment variables by name
 * @param secrets names of secrets; each is an environment variable of the program
 * @param network whether functions may open connections to the outside
 * @param baseImage the image that the service starts from
 * @param systemPackages packages of the base image's distribution to install: {@code libgomp1}
 * @param contentTypes the media types of the bytes or files that endpoints return, by their names
 * @param lambdaHandlers the names of endpoints that get events of AWS Lambda, sorted
 */
public record ServiceConfiguration(
    Optional<Duration> timeout,
    String memory,
    Optional<String> cpus,
    int replicas,
    int workers,
    SortedMap<String, String> environment,
    List<String> secrets,
    boolean network,
    String baseImage,
    List<String> systemPackages,
    SortedMap<String, String> contentTypes,
    List<String> lambdaHandlers) {
  public ServiceConfiguration {
    environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
    secrets = List.copyOf(secrets);
    systemPackages = List.copyOf(systemPackages);
    contentTypes = Collections.unmodifiableSortedMap(new TreeMap<>(contentTypes));
    lambdaHandlers = List.copyOf(lambdaHandlers);
  }

  /** The configuration of a service for which the user sets nothing. */
  public static ServiceConfiguration defaults(String memory, String baseImage) {
    return new ServiceConfiguration(
        Optional.empty(),
        memory,
        Optional.empty(),
        1,
        1,
        Collections.emptySortedMap(),
        List.of(),
        false,
        baseImage,
        List.of(),
        Collections.emptySortedMap(),
        List.of());
  }

  JsonObject json() {
    return JsonObjectBuilder.with("memory", memory)
        .addIfPresent("timeoutMs", timeout.map(Duration::toMillis))
        .addIfPresent("cpus", cpus)
        .add("replicas", replicas)
        .add("workers", workers)
        .add("environment", environment)
        .add("secrets", secrets)
        .add("network", network)
        .add("baseImage", baseImage)
        .add("systemPackages", systemPackages)
        .add("contentTypes", contentTypes)
        .add("lambdaHandlers", lambdaHandlers)
        .build();
  }

  /** Reads the member of a manifest; one that is missing sets nothing. */
  static ServiceConfiguration read(JsonNode node) {
    if (node.isNull()) {
      return defaults("", "");
    }
    return new ServiceConfiguration(
        optional(node.get("timeoutMs")).map(JsonNode::integer).map(Duration::ofMillis),
        node.get("memory").textOr(""),
        optional(node.get("cpus")).map(JsonNode::text),
        optional(node.get("replicas")).map(JsonNode::integer).orElse(1),
        optional(node.get("workers")).map(JsonNode::integer).orElse(1),
        texts(node.get("environment")),
        node.get("secrets").list(JsonNode::text),
        node.get("network").isTrue(),
        node.get("baseImage").textOr(""),
        node.get("systemPackages").list(JsonNode::text),
        texts(node.get("contentTypes")),
        node.get("lambdaHandlers").list(JsonNode::text));
  }

  private static SortedMap<String, String> texts(JsonNode node) {
    SortedMap<String, String> texts = new TreeMap<>();
    optional(node)
        .ifPresent(
            members -> members.members().forEach((name, value) -> texts.put(name, value.text())));
    return texts;
  }

  private static Optional<JsonNode> optional(JsonNode node) {
    return Optional.of(node).filter(each -> !each.isNull());
  }
}
