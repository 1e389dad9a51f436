package io.hyperfleet.adapter.engine.expression.cel;

import io.hyperfleet.adapter.engine.expression.cel.Function.Implementation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All functions there are: CEL's own, the extensions for texts and lists, optionals, and the adapter's. */
final class FunctionTable {

    /** The one table; expressions of all events share it. */
    static final FunctionTable ALL = create();

    private final Map<String, Function> functions = new HashMap<>();

    private FunctionTable() {}

    private static FunctionTable create() {
        FunctionTable table = new FunctionTable();
        Arithmetic.addTo(table);
        Comparison.addTo(table);
        Conversions.addTo(table);
        TimeFunctions.addTo(table);
        StringFunctions.addTo(table);
        ListFunctions.addTo(table);
        OptionalFunctions.addTo(table);
        AdapterFunctions.addTo(table);
        return table;
    }

    /** Adds a function that takes exactly so many arguments. */
    void add(String name, int arity, Implementation implementation) {
        Function before = functions.put(name, new Function(name, arity, implementation));
        if (before != null) {
            throw new IllegalStateException("function " + name + " is declared twice");
        }
    }

    /** Adds a function with several overloads, or one that looks at its arguments when it is called. */
    void add(String name, Implementation implementation) {
        add(name, Function.ANY_ARITY, implementation);
    }

    @Nullable
    Function find(String name) {
        return functions.get(name);
    }

    Set<String> names() {
        return functions.keySet();
    }
}
