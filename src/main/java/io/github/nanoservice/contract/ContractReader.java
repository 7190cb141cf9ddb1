package io.github.nanoservice.contract;

import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.python.Docstring;
import io.github.nanoservice.python.Expression;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.topology.Endpoint;
import io.github.nanoservice.topology.SourceFile;
import java.util.HashMap;
import java.util.Map;

/** Reads the contracts of functions; what it learns of a module serves for all of them. */
public final class ContractReader {
  private final Map<String, TypeReader> readers = new HashMap<>();

  /** What a function takes and returns. */
  public Contract read(Endpoint endpoint) {
    Function function = endpoint.function();
    TypeReader types = types(endpoint.file());
    return new Contract(
        endpoint,
        SignatureText.of(function),
        function.parameters().stream().map(parameter -> parameter(types, parameter)).toList(),
        result(function, types),
        Docstring.of(endpoint.file().module().source(), function));
  }

  private TypeReader types(SourceFile file) {
    return readers.computeIfAbsent(file.path(), path -> new TypeReader(file.module()));
  }

  private static ParameterContract parameter(TypeReader types, Parameter parameter) {
    return new ParameterContract(
        parameter.name(),
        parameter.kind(),
        parameter.annotation().map(types::read).orElseGet(Type.Any::new),
        parameter.defaultValue().isPresent(),
        parameter.defaultValue().map(Expression::of).flatMap(ValueReader::read));
  }

  private static Type result(Function function, TypeReader types) {
    Type written = function.returns().map(types::read).orElseGet(Type.Any::new);
    if (!function.generator() || written instanceof Type.Stream) {
      return written;
    }
    // -> Iterable[int] of a function that yields.
    return new Type.Stream(written instanceof Type.Array array ? array.item() : new Type.Any());
  }
}
