package io.github.nanoservice.naming;

import java.util.regex.Pattern;

/** Names of hosts. Services of a compose file and their directories have the same names. */
public final class HostName {
  /** RFC 1035 §2.3.4 limits labels to 63 octets. It has no underscores, but they do resolve. */
  private static final String LABEL = "(?=[A-Za-z0-9_])[A-Za-z0-9_-]{1,63}+(?<!-)";

  private static final Pattern LEGAL =
      Pattern.compile("(?=.{1,253}+$)" + LABEL + "(?:\\." + LABEL + ")*+");

  private HostName() {}

  /** Returns the name if it is legal, otherwise its DNS label. */
  public static String of(String name, String dnsLabel) {
    return isLegal(name) ? name : dnsLabel;
  }

  /** Whether a name can be the name of a service's host. */
  public static boolean isLegal(String name) {
    // RFC 6761 §6.3: localhost always resolves to the machine itself.
    return LEGAL.matcher(name).matches() && !name.equalsIgnoreCase("localhost");
  }
}
