package io.github.nanoservice.pip;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The package indexes that pip asks.
 *
 * @param offline whether pip on this machine opens no connection
 * @param index the index that takes the place of the public one, if there is one
 * @param extra further indexes
 * @param trustedHosts hosts whose certificates pip does not check
 */
public record PackageIndexes(
    boolean offline,
    Optional<PackageIndex> index,
    List<PackageIndex> extra,
    List<String> trustedHosts) {
  public PackageIndexes {
    extra = List.copyOf(extra);
    trustedHosts = List.copyOf(trustedHosts);
  }

  /** Those of pip itself. */
  public static final PackageIndexes DEFAULT =
      new PackageIndexes(false, Optional.empty(), List.of(), List.of());

  private static final String INDEX = "PIP_INDEX_URL";
  private static final String EXTRA = "PIP_EXTRA_INDEX_URL";
  private static final String TRUSTED = "PIP_TRUSTED_HOST";

  /**
   * An address at which nothing listens: only root can bind the port, which is for tests (RFC 863).
   */
  private static final String CLOSED = "http://127.0.0.1:9";

  /**
   * With these, pip and the programs that it starts open no connection to another host. Besides its
   * indexes, pip opens the URLs of requirements, links and repositories.
   */
  private static final Map<String, String> NO_NETWORK =
      Map.ofEntries(
          Map.entry("PIP_PROXY", CLOSED),
          Map.entry("PIP_RETRIES", "0"),
          Map.entry("HTTP_PROXY", CLOSED),
          Map.entry("http_proxy", CLOSED),
          Map.entry("HTTPS_PROXY", CLOSED),
          Map.entry("https_proxy", CLOSED),
          Map.entry("ALL_PROXY", CLOSED),
          Map.entry("all_proxy", CLOSED),
          Map.entry("NO_PROXY", ""),
          Map.entry("no_proxy", ""),
          Map.entry("GIT_ALLOW_PROTOCOL", "file"));

  /**
   * Returns the indexes that pip's environment variables name and that containers can reach.
   *
   * @param variables the environment variables of the build
   */
  public static PackageIndexes ofEnvironment(Map<String, String> variables) {
    return new PackageIndexes(
        false,
        indexes(variables, INDEX).findFirst(),
        indexes(variables, EXTRA).toList(),
        words(variables, TRUSTED).toList());
  }

  private static Stream<PackageIndex> indexes(Map<String, String> variables, String name) {
    return words(variables, name)
        .filter(PackageIndex::isUrl)
        .map(PackageIndex::new)
        .filter(index -> !index.isLocal());
  }

  /** pip takes blanks and line ends between the items of a list. */
  private static Stream<String> words(Map<String, String> variables, String name) {
    return Arrays.stream(variables.getOrDefault(name, "").split("\\s+"))
        .filter(word -> !word.isEmpty());
  }

  /**
   * Returns these, with an index of their own in place of the one they have.
   *
   * @param own the index, if there is one
   * @param further indexes; if the list is empty, the present ones stay
   */
  public PackageIndexes with(Optional<PackageIndex> own, List<PackageIndex> further) {
    return new PackageIndexes(
        offline, own.or(() -> index), further.isEmpty() ? extra : further, trustedHosts);
  }

  /** Returns these for a build that is offline or not. */
  public PackageIndexes whileOffline(boolean value) {
    return new PackageIndexes(value, index, extra, trustedHosts);
  }

  /** Returns the environment variables of a pip on this machine. */
  public SortedMap<String, String> variables() {
    SortedMap<String, String> variables = new TreeMap<>(offline ? NO_NETWORK : Map.of());
    index.ifPresent(each -> variables.put(INDEX, each.url()));
    put(variables, EXTRA, extra.stream().map(PackageIndex::url).toList());
    put(variables, TRUSTED, trustedHosts);
    return variables;
  }

  private static void put(SortedMap<String, String> variables, String name, List<String> values) {
    if (!values.isEmpty()) {
      variables.put(name, String.join(" ", values));
    }
  }

  /** Returns a configuration file of pip, for the build of an image; empty if there is nothing. */
  public Optional<String> configuration() {
    String settings =
        Stream.of(
                setting("index-url", index.stream().map(PackageIndex::url).toList()),
                setting("extra-index-url", extra.stream().map(PackageIndex::url).toList()),
                setting("trusted-host", trustedHosts))
            .collect(Collectors.joining());
    return Optional.of("[global]\n" + settings).filter(text -> !settings.isEmpty());
  }

  /** The lines after the first one are indented, which makes them parts of the value. */
  private static String setting(String name, List<String> values) {
    return values.isEmpty() ? "" : name + " = " + String.join("\n    ", values) + "\n";
  }

  /** Returns a text without the credentials that it may contain. */
  public String withoutCredentials(String text) {
    String hidden = text;
    for (String secret : secrets()) {
      hidden = hidden.replace(secret, "****");
    }
    return hidden;
  }

  /** The passwords as URLs have them and as they are, the longest first. */
  private List<String> secrets() {
    return Stream.concat(index.stream(), extra.stream())
        .flatMap(each -> each.credentials().stream())
        .map(user -> user.substring(user.indexOf(':') + 1))
        .filter(password -> !password.isEmpty())
        .flatMap(password -> Stream.of(password, decoded(password)))
        .distinct()
        .sorted(Comparator.comparing(String::length).reversed())
        .toList();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // a percent sign that begins no escape stands for itself
    }
  }
}
