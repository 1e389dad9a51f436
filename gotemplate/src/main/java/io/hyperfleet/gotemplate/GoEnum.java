package io.hyperfleet.gotemplate;

/**
 * A value of a Go type that is made of integers and has a {@code String} method, as Go programs define for their
 * constants: printed as its text, compared and formatted with {@code %d} as its number. For data that is to be treated as
 * that of a Go program is; templates themselves come to one only when they count a month from 0.
 *
 * @param type the name of the type with its package, as {@code %T} shows it, for example {@code reflect.Kind}
 */
public record GoEnum(String type, long number, String text) {

    @Override
    public String toString() {
        return text;
    }
}
