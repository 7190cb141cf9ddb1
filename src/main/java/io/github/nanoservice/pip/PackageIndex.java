package io.github.nanoservice.pip;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A package index.
 *
 * @param url as pip accepts it, with the credentials
 */
public record PackageIndex(String url) {
  /** RFC 3986 §3.2: scheme, user information, and everything after it. */
  private static final Pattern FORM =
      Pattern.compile("(?<scheme>https?://)(?:(?<user>[^/?#]*)@)?(?<rest>[^/?#@\\s]++\\S*)");

  /** Names of this machine, which is another one inside a container. */
  private static final Pattern THIS_MACHINE =
      Pattern.compile("localhost|.*\\.localhost|127\\..*|\\[::1\\]|0\\.0\\.0\\.0");

  /** Whether a text is the URL of an index, with or without credentials. */
  static boolean isUrl(String text) {
    return FORM.matcher(text).matches() && host(text).isPresent();
  }

  /** Whether a text is the URL of an index, without credentials. */
  public static boolean isUrlWithoutCredentials(String text) {
    return isUrl(text) && matched(text).group("user") == null;
  }

  /**
   * Returns an index that asks for credentials.
   *
   * @param url without credentials
   */
  public static PackageIndex withCredentials(String url, String user, String password) {
    Matcher parts = matched(url);
    return new PackageIndex(
        "%s%s:%s@%s"
            .formatted(
                parts.group("scheme"), encoded(user), encoded(password), parts.group("rest")));
  }

  /** RFC 3986 §2.1; a plus sign in user information is no blank. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Matcher matched(String url) {
    Matcher parts = FORM.matcher(url);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not the URL of an index");
    }
    return parts;
  }

  private static Optional<String> host(String url) {
    try {
      return Optional.ofNullable(URI.create(url).getHost());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether it is on this machine, where no container reaches it. */
  boolean isLocal() {
    return host(url).filter(host -> THIS_MACHINE.matcher(host).matches()).isPresent();
  }

  /** Returns the user name and the password as the URL has them. */
  Optional<String> credentials() {
    return Optional.ofNullable(matched(url).group("user")).filter(user -> !user.isEmpty());
  }

  /** No log shows the credentials. */
  @Override
  public String toString() {
    Matcher parts = matched(url);
    return parts.group("scheme") + parts.group("rest");
  }
}
