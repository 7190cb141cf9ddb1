package io.github.nanoservice.contract;

import io.github.nanoservice.contract.Contract.ParameterContract;
import io.github.nanoservice.python.Docstring;
import io.github.nanoservice.python.Expression;
import io.github.nanoservice.python.Function;
import io.github.nanoservice.python.Parameter;
import io.github.nanoservice.resolve.SourceFile;
import io.github.nanoservice.services.Endpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the contracts of functions. Each module is examined once. */
public final class ContractReader {
  private final Map<String, TypeReader> readers = new HashMap<>();

  /** Returns the contract of a function. */
  public Contract read(Endpoint endpoint) {
    Function function = endpoint.function();
    TypeReader types = types(endpoint.file());
    return new Contract(
        endpoint,
        SignatureText.of(function),
        function.parameters().stream().map(parameter -> parameter(types, parameter)).toList(),
        result(function, types),
        function.returns().flatMap(types::mediaType),
        Docstring.of(endpoint.file().module().source(), function));
  }

  private TypeReader types(SourceFile file) {
    return readers.computeIfAbsent(file.path(), path -> TypeReader.of(file.module()));
  }

  private static ParameterContract parameter(TypeReader types, Parameter parameter) {
    Optional<Expression> byDefault = parameter.defaultValue().map(Expression::of);
    Type written = parameter.annotation().map(types::read).orElseGet(Type.Any::new);
    Type type =
        byDefault.filter(Expression.Constant.NONE::equals).isPresent() ? orNone(written) : written;
    return new ParameterContract(
        parameter.name(),
        parameter.kind(),
        type,
        byDefault.isPresent(),
        byDefault
            .filter(value -> LiteralTypeCheck.accepts(value, type))
            .flatMap(LiteralReader::read));
  }

  /** {@code name: str = None} also accepts {@code None}, as in the first version of PEP 484. */
  private static Type orNone(Type type) {
    if (type instanceof Type.Any || LiteralTypeCheck.accepts(Expression.Constant.NONE, type)) {
      return type;
    }
    List<Type> alternatives =
        new ArrayList<>(type instanceof Type.Union union ? union.alternatives() : List.of(type));
    alternatives.add(new Type.None());
    return new Type.Union(alternatives);
  }

  private static Type result(Function function, TypeReader types) {
    Type written = function.returns().map(types::read).orElseGet(Type.Any::new);
    if (!function.generator() || written instanceof Type.Stream) {
      return written;
    }
    // A function annotated -> Iterable[int] that yields.
    return new Type.Stream(written instanceof Type.Array array ? array.item() : new Type.Any());
  }
}
