package io.github.nanoservice.services;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Location;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.resolve.ReservedNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which functions are served together. */
final class ServicePartition {
  private static final Location GROUPS = new Location.InParameter("groups");
  private static final Location ALONE = new Location.InParameter("separateFunctions");
  private static final Location REST = new Location.InParameter("grouping");

  /** The service of all functions that have no other. */
  private static final String ALL = "all";

  /** A name that serves as directory, host and compose service. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*+(?:[.-][\\p{L}\\p{M}\\p{N}_]++)*+");

  private final EndpointIndex roster;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, String> groupByKey = new HashMap<>();
  private final Set<String> alone = new HashSet<>();
  private final Map<String, String> restByKey = new HashMap<>();
  private final Map<String, String> groupBySlug = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A service whose functions are known, but not yet what they need.
   *
   * @param origin who wants it
   * @param endpoints the functions it serves, by path and place
   */
  record Draft(String name, Origin origin, List<Endpoint> endpoints) {

    /** Whether it is called after something else than its function. */
    boolean group() {
      return origin != Origin.FUNCTION;
    }

    /** How a message names it. */
    String says() {
      return (origin == Origin.GROUPS ? "the group \"" : "the service \"") + name + "\"";
    }

    /** What to do with one of two functions that cannot be in one group, as part of a sentence. */
    String howToLeave() {
      return origin == Origin.GROUPS
          ? "take one of the two functions out of the group"
          : "name one of the two functions in <separateFunctions>";
    }
  }

  /** Why there is a service. */
  enum Origin {
    /** There is the function. */
    FUNCTION,
    /** The parameter {@code groups} names it. */
    GROUPS,
    /** The parameter {@code grouping} makes it. */
    GROUPING
  }

  ServicePartition(EndpointIndex roster, ServiceOptions options) {
    this.roster = roster;
    options.groups().forEach(this::assign);
    options.separateFunctions().forEach(this::isolate);
    options.groups().keySet().forEach(this::checkName);
    Map<String, List<Endpoint>> members = new LinkedHashMap<>();
    Map<String, List<Endpoint>> rest = new TreeMap<>();
    for (Endpoint endpoint : roster.endpoints()) {
      String group = groupByKey.get(endpoint.key());
      if (group != null) {
        members.computeIfAbsent(group, key -> new ArrayList<>()).add(endpoint);
      } else if (options.grouping() == ServiceOptions.Grouping.FUNCTION
          || alone.contains(endpoint.key())) {
        drafts.add(new Draft(endpoint.name(), Origin.FUNCTION, List.of(endpoint)));
      } else {
        boolean all = options.grouping() == ServiceOptions.Grouping.ALL;
        String name = all ? ALL : endpoint.file().name();
        rest.computeIfAbsent(name, key -> new ArrayList<>()).add(endpoint);
        restByKey.put(endpoint.key(), name);
      }
    }
    members.forEach((name, endpoints) -> drafts.add(new Draft(name, Origin.GROUPS, endpoints)));
    rest.forEach((name, endpoints) -> drafts.add(new Draft(name, Origin.GROUPING, endpoints)));
    rest.keySet().forEach(this::checkRest);
  }

  private void assign(String group, List<String> functions) {
    if (functions.isEmpty()) {
      refuse("the group \"" + group + "\" is empty", "Name functions in it, or leave it out.");
    }
    for (String function : functions) {
      Optional<Endpoint> endpoint = roster.find(function);
      if (endpoint.isEmpty()) {
        findings.add(
            Finding.of(
                Rule.UNKNOWN_FUNCTION,
                GROUPS,
                "the group \"" + group + "\" names \"" + function + "\", which is no function",
                roster.advice(function)));
        continue;
      }
      String other = groupByKey.putIfAbsent(endpoint.get().key(), group);
      if (other != null && !other.equals(group)) {
        refuse(
            "\"" + function + "\" is in two groups, \"" + other + "\" and \"" + group + "\"",
            "Leave it in one of them.");
      }
    }
  }

  private void isolate(String function) {
    Optional<Endpoint> endpoint = roster.find(function);
    if (endpoint.isEmpty()) {
      findings.add(
          Finding.of(
              Rule.UNKNOWN_FUNCTION,
              ALONE,
              "\"" + function + "\" is no function",
              roster.advice(function)));
      return;
    }
    alone.add(endpoint.get().key());
    String group = groupByKey.get(endpoint.get().key());
    if (group != null) {
      refuse(
          "\"" + function + "\" is in the group \"" + group + "\" and in <separateFunctions>",
          "Leave it in one of them.");
    }
  }

  /** Checks the name of a service that {@code grouping} makes: a module's, or "all". */
  private void checkRest(String name) {
    if (ReservedNames.isBundleFile(name)) {
      findings.add(
          Finding.of(
              Rule.RESERVED_NAME,
              REST,
              "a service named \"" + name + "\" would stand where the bundle has that file",
              "Rename the module, or put its functions into a group of <groups>."));
    }
    String slug = DnsLabel.of(name);
    String other = groupBySlug.putIfAbsent(slug, name);
    if (other != null) {
      findings.add(
          Finding.of(
              Rule.BAD_GROUP,
              REST,
              "it makes a service \"%s\", and there is \"%s\" too; as host names both are \"%s\""
                  .formatted(name, other, slug),
              "Rename the group or a module, or put the module's functions into a group of"
                  + " <groups>."));
    }
    roster.withSlug(slug).stream()
        .filter(endpoint -> !name.equals(restByKey.get(endpoint.key())))
        .findFirst()
        .ifPresent(
            endpoint ->
                findings.add(
                    Finding.of(
                        Rule.BAD_GROUP,
                        REST,
                        "it makes a service \"%s\", which is called like the function \"%s\" (%s)"
                                .formatted(name, endpoint.name(), EndpointIndex.where(endpoint))
                            + " of another service",
                        "Rename one of the two, or put the functions of \"%s\" into a group of"
                                .formatted(name)
                            + " <groups> with another name.")));
  }

  /** Whether a group may be called so, as far as its letters go. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  private void checkName(String group) {
    if (!isName(group)) {
      refuse(
          "\"" + group + "\" is no name for a service",
          "Write letters, digits and single dashes, a letter first.");
      return;
    }
    if (ReservedNames.isBundleFile(group)) {
      findings.add(
          Finding.of(
              Rule.RESERVED_NAME,
              GROUPS,
              "a service named \"" + group + "\" would stand where the bundle has that file",
              "Rename the group."));
    }
    String slug = DnsLabel.of(group);
    String otherGroup = groupBySlug.putIfAbsent(slug, group);
    if (otherGroup != null) {
      refuse(
          "as host names, \"" + otherGroup + "\" and \"" + group + "\" are both \"" + slug + "\"",
          "Rename one of the two groups.");
    }
    roster.withSlug(slug).stream()
        .filter(endpoint -> !group.equals(groupByKey.get(endpoint.key())))
        .findFirst()
        .ifPresent(
            endpoint ->
                refuse(
                    "the group \""
                        + group
                        + "\" is called like the function \""
                        + endpoint.name()
                        + "\" ("
                        + EndpointIndex.where(endpoint)
                        + "), which is not in it",
                    "Rename the group, or put that function into it."));
  }

  private void refuse(String message, String advice) {
    findings.add(Finding.of(Rule.BAD_GROUP, GROUPS, message, advice));
  }

  /** All services to be, in no order. */
  List<Draft> drafts() {
    return drafts;
  }

  List<Finding> findings() {
    return findings;
  }
}
