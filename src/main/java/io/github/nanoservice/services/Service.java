package io.github.nanoservice.services;

import io.github.nanoservice.resolve.Definition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One container's worth of functions.
 *
 * @param name its only function's name, or its group's
 * @param slug the same in lower case ASCII
 * @param group whether it is called after something else than its only function, so that its
 *     functions are told apart by their names
 * @param endpoints the functions it serves, by file and place; never empty
 * @param definitions what stands in the service's own module, by file and place: the functions it
 *     serves, what these need of the module they are in, and functions of that which run while
 *     others are defined, such as decorators; nothing where it serves functions of several modules
 *     that need more than functions, which then are parts
 * @param parts what it needs of other modules, by their dotted names
 * @param calls who of those it serves uses which functions, by place and then by name
 * @param futures {@code __future__} features its functions were compiled under
 * @param bindings what its functions refer to, in the order in which they are to be bound
 * @param parentPackage the package that relative imports inside a body start from, where there are
 *     any
 * @param requirements lines of its {@code requirements.txt}, the runtime's among them, by their
 *     distributions
 */
public record Service(
    String name,
    String slug,
    boolean group,
    List<Endpoint> endpoints,
    List<Definition> definitions,
    List<SupportModule> parts,
    List<CallEdge> calls,
    List<String> futures,
    List<Binding> bindings,
    Optional<String> parentPackage,
    List<String> requirements) {

  /**
   * Whether its own module goes by the names of the modules that it comes from, for what it defines
   * beside functions, or for its parts.
   */
  public boolean written() {
    return !definitions.isEmpty() && !parts.isEmpty()
        || definitions.stream().anyMatch(Definition.OfStatement.class::isInstance);
  }

  /** The calls of each function that has any, by its name. */
  public Map<String, List<CallEdge>> callsByCaller() {
    return calls.stream().collect(Collectors.groupingBy(call -> call.caller().name()));
  }
}
