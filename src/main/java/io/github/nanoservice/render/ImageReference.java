package io.github.nanoservice.render;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The reference of an image: {@code registry.example.org:5000/python:3.13@sha256:...}.
 *
 * @param name registry and path
 * @param tag the tag, if there is one
 * @param digest the digest, if there is one
 */
record ImageReference(String name, Optional<String> tag, Optional<Digest> digest) {

  /**
   * The digest of an image.
   *
   * @param algorithm its name, such as {@code sha256}
   * @param hex the hash in hexadecimal digits
   */
  record Digest(String algorithm, String hex) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** Whether it is a SHA-256. */
    boolean isSha256() {
      return algorithm.equals("sha256") && SHA256.matcher(hex).matches();
    }

    /** Returns it as a reference has it. */
    String text() {
      return algorithm + ":" + hex;
    }
  }

  /** Returns name and tag as a reference has them. */
  String reference() {
    return name + tag.map(text -> ":" + text).orElse("");
  }

  /** A colon before the last slash belongs to the port of the registry. */
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?<name>.+?)(?::(?<tag>[^:/@]++))?(?:@(?<algorithm>[^:@]++):(?<hex>[^:@]++))?");

  /** Splits a reference; text that is not a reference is all name. */
  static ImageReference of(String text) {
    Matcher matcher = REFERENCE.matcher(text);
    if (!matcher.matches()) {
      return new ImageReference(text, Optional.empty(), Optional.empty());
    }
    return new ImageReference(
        matcher.group("name"),
        Optional.ofNullable(matcher.group("tag")),
        Optional.ofNullable(matcher.group("algorithm"))
            .map(algorithm -> new Digest(algorithm, matcher.group("hex"))));
  }
}
