package io.github.nanoservice.requirements;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** User names and passwords in the URLs of a declaration, which no service may contain. */
final class UrlCredentials {
  private static final Pattern USER =
      Pattern.compile("(?i)(?<scheme>https?|ftp|ssh)://(?<user>[^/\\s@]++)@");

  /** pip puts the values of environment variables in place of these. */
  private static final Pattern VARIABLE = Pattern.compile("(?:[^:]*:)?\\$\\{[A-Z0-9_]++}");

  /** What a finding advises. It never shows the line. */
  static final String ADVICE =
      "Remove them; <packageIndex> names an index, and a <server> of settings.xml has its user name and password.";

  private UrlCredentials() {}

  /** Whether a line has a URL with a password, or with a user name that may be a token. */
  static boolean isIn(String line) {
    Matcher matcher = USER.matcher(line);
    while (matcher.find()) {
      String user = matcher.group("user");
      boolean isAccount =
          !user.contains(":") && (user.equals("git") || matcher.group("scheme").equals("ssh"));
      if (!isAccount && !VARIABLE.matcher(user).matches()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the message of a finding about a line. */
  static String message(int line) {
    return "line %d has a URL with a user name or a password, which every service would contain"
        .formatted(line);
  }
}
