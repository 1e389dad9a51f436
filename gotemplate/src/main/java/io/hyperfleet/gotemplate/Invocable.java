package io.hyperfleet.gotemplate;

import java.util.List;

/** What a name in a template may stand for: a function of Go's own, one of the caller's {@link FunctionMap}, or a method. */
sealed interface Invocable permits Builtin, GoFunction, Method {

    List<ParameterType> parameters();

    boolean variadic();
}
