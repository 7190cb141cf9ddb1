package io.github.nanoservice.topology;

import io.github.nanoservice.diagnostic.Finding;
import io.github.nanoservice.diagnostic.Place;
import io.github.nanoservice.diagnostic.Rule;
import io.github.nanoservice.python.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names that functions rebind under {@code global}, and who would miss that. */
final class SharedState {
  private final SourceTree tree;
  private final Uses uses;
  private final Map<String, Set<String>> servicesByKey = new HashMap<>();

  /**
   * A function that has to do with a name.
   *
   * @param place where it refers to the name, or where it is itself the name
   */
  private record User(Endpoint endpoint, Place.InSource place, boolean rebinds) {}

  SharedState(SourceTree tree, Uses uses) {
    this.tree = tree;
    this.uses = uses;
  }

  /** Notes that a function runs in a service. */
  void runs(Endpoint endpoint, String service) {
    servicesByKey.computeIfAbsent(endpoint.key(), key -> new TreeSet<>()).add(service);
  }

  /**
   * Every name that is rebound in one service and used in another.
   *
   * @param endpoints all functions, by path and place
   */
  List<Finding> findings(List<Endpoint> endpoints) {
    Map<String, Map<String, List<User>>> byPath = new LinkedHashMap<>();
    for (Endpoint endpoint : endpoints) {
      Set<String> rebound = tree.rebound(endpoint.file().path());
      if (!rebound.isEmpty()) {
        collect(
            endpoint,
            rebound,
            byPath.computeIfAbsent(endpoint.file().path(), path -> new TreeMap<>()));
      }
    }
    List<Finding> findings = new ArrayList<>();
    byPath.values().forEach(names -> names.forEach((name, users) -> check(name, users, findings)));
    return findings;
  }

  private void collect(Endpoint endpoint, Set<String> rebound, Map<String, List<User>> users) {
    String itself = endpoint.function().name();
    if (rebound.contains(itself)) {
      Place.InSource place =
          Place.InSource.of(
              endpoint.file().path(),
              endpoint.file().module().source(),
              endpoint.function().nameSpan());
      users.computeIfAbsent(itself, key -> new ArrayList<>()).add(new User(endpoint, place, false));
    }
    for (Use use : uses.of(endpoint)) {
      Reference reference = use.reference();
      if (rebound.contains(reference.name())) {
        Place.InSource place =
            Place.InSource.of(
                endpoint.file().path(), endpoint.file().module().source(), reference.span());
        boolean rebinds = reference.use() == Reference.Use.REBIND;
        users
            .computeIfAbsent(reference.name(), key -> new ArrayList<>())
            .add(new User(endpoint, place, rebinds));
      }
    }
  }

  private void check(String name, List<User> users, List<Finding> findings) {
    User rebinding = users.stream().filter(User::rebinds).findFirst().orElseThrow();
    Set<String> home = services(rebinding);
    if (home.size() > 1) {
      findings.add(
          finding(
              rebinding,
              "\""
                  + name
                  + "\" is rebound here, but each service that runs \""
                  + rebinding.endpoint().function().name()
                  + "\" would have its own: "
                  + String.join(", ", home)));
      return;
    }
    users.stream()
        .filter(user -> !services(user).equals(home))
        .findFirst()
        .ifPresent(
            other ->
                findings.add(
                    finding(
                        rebinding,
                        "\""
                            + name
                            + "\" is rebound here, but \""
                            + other.endpoint().function().name()
                            + "\" ("
                            + other.place().path()
                            + ":"
                            + other.place().start().line()
                            + ") uses it in another service")));
  }

  private Set<String> services(User user) {
    return servicesByKey.getOrDefault(user.endpoint().key(), Set.of());
  }

  private static Finding finding(User user, String message) {
    return Finding.of(
        Rule.SHARED_STATE,
        user.place(),
        message,
        "Pass the value as an argument and return it, or put the functions that share it in one"
            + " group of <groups>.");
  }
}
