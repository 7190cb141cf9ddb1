package io.github.nanoservice.services;

import java.util.List;

/**
 * A service whose name and functions are decided, but not its contents.
 *
 * @param origin why it exists
 * @param endpoints the functions it serves, by path and offset
 */
record PlannedService(String name, Origin origin, List<Endpoint> endpoints) {

  /** Why a service exists. */
  enum Origin {
    /** A function is served by itself. */
    FUNCTION,
    /** Its functions are in one module that cannot be sliced, or share state. */
    JOINED,
    /** The parameter {@code groups} names it. */
    GROUPS,
    /** The parameter {@code grouping} makes it. */
    GROUPING;

    /** Whether the name is one that the user knows: that of a function or of a group. */
    boolean named() {
      return this == FUNCTION || this == GROUPS;
    }
  }

  PlannedService {
    endpoints = List.copyOf(endpoints);
  }

  /** Whether its name is not that of its only function. */
  boolean group() {
    return origin != Origin.FUNCTION;
  }

  /** Its name as a DNS label. */
  String dnsLabel() {
    return group() ? DnsLabel.of(name) : endpoints.get(0).dnsLabel();
  }

  /** Names it in a message. */
  String describe() {
    return (origin == Origin.GROUPS ? "the group \"%s\"" : "the service \"%s\"").formatted(name);
  }

  /** How to separate two of its functions, as part of a sentence. */
  String separationAdvice() {
    return origin == Origin.GROUPS
        ? "take one of the two functions out of the group"
        : "name one of the two functions in <separateFunctions>";
  }
}
