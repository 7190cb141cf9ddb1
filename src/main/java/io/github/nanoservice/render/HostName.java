package io.github.nanoservice.render;

import java.util.regex.Pattern;

/** Where a name may stand as it is: as host, as service of the compose file, as directory. */
final class HostName {
  /** RFC 1035 §2.3.4 limits labels to 63 octets; underscores are not its own, but resolve. */
  private static final Pattern LEGAL =
      Pattern.compile("(?=.{1,253}+$)" + label() + "(?:\\." + label() + ")*+");

  private HostName() {}

  /** The name where it is legal, else its slug. */
  static String of(String name, String slug) {
    return legal(name) ? name : slug;
  }

  static boolean legal(String name) {
    // RFC 6761 §6.3: localhost is the machine itself, whatever a network's names say.
    return LEGAL.matcher(name).matches() && !name.equalsIgnoreCase("localhost");
  }

  private static String label() {
    return "(?=[A-Za-z0-9_])[A-Za-z0-9_-]{1,63}+(?<!-)";
  }
}
