package io.github.nanoservice.manifest;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a message may be.
 *
 * @param most the most bytes that the arguments of a call, its value or an item of a stream may
 *     have
 * @param mostOfStrangers the most bytes that the arguments of a call without the token may have
 */
public record MessageLimits(int most, int mostOfStrangers) {
  /** The limits that the runtime has without settings. */
  public static MessageLimits defaults() {
    return new MessageLimits(100 << 20, 10 << 20);
  }

  /** Returns the environment variables of a service, sorted by name. */
  public SortedMap<String, String> environment() {
    SortedMap<String, String> variables = new TreeMap<>();
    variables.put("NANOSERVICE_MAX_BYTES", Integer.toString(most));
    variables.put("NANOSERVICE_MAX_PUBLIC_BYTES", Integer.toString(mostOfStrangers));
    return Collections.unmodifiableSortedMap(variables);
  }
}
