package io.hyperfleet.adapter.app.serve;

import java.lang.reflect.Proxy;

/**
 * Hears the signals that end a process. The JDK's supported way, a shutdown hook, can neither choose the exit code nor hear
 * a second signal. Its {@code sun.misc.Signal} can; the compiler warns of any direct use of it, so it is found by name.
 */
final class ProcessSignals {

    private ProcessSignals() {}

    /**
     * From now on the signal calls the handler, on a thread of its own, instead of ending the process.
     *
     * @param name without the prefix SIG
     */
    static void handle(String name, Runnable handler) {
        try {
            Class<?> signalType = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        handler.run();
                        return null;
                    });
            signalType
                    .getMethod("handle", signalType, handlerType)
                    .invoke(null, signalType.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this virtual machine cannot hear the signal " + name, e);
        }
    }
}
