package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which functions are served together. */
final class Grouping {
  private static final Place GROUPS = new Place.InParameter("groups");

  /** A name that serves as directory, host and compose service. */
  private static final Pattern NAME =
      Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_]*+(?:[.-][\\p{L}\\p{N}_]++)*+");

  private final Roster roster;
  private final List<Draft> drafts = new ArrayList<>();
  private final Map<String, String> groupByKey = new HashMap<>();
  private final Map<String, String> groupBySlug = new HashMap<>();
  private final List<Finding> findings = new ArrayList<>();

  /**
   * A service whose functions are known, but not yet what they need.
   *
   * @param endpoints the functions it serves, by path and place
   */
  record Draft(String name, boolean group, List<Endpoint> endpoints) {

    /** How a message names it. */
    String says() {
      return (group ? "the group \"" : "the service \"") + name + "\"";
    }
  }

  Grouping(Roster roster, Map<String, List<String>> groups) {
    this.roster = roster;
    groups.forEach(this::assign);
    groups.keySet().forEach(this::checkName);
    Map<String, List<Endpoint>> members = new LinkedHashMap<>();
    for (Endpoint endpoint : roster.endpoints()) {
      String group = groupByKey.get(endpoint.key());
      if (group == null) {
        drafts.add(new Draft(endpoint.name(), false, List.of(endpoint)));
      } else {
        members.computeIfAbsent(group, key -> new ArrayList<>()).add(endpoint);
      }
    }
    members.forEach((name, endpoints) -> drafts.add(new Draft(name, true, endpoints)));
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

  private void checkName(String group) {
    if (!NAME.matcher(group).matches()) {
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
    String slug = Slug.of(group);
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
                        + Roster.where(endpoint)
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
