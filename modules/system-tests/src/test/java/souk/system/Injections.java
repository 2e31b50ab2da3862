package souk.system;

import java.util.List;

/** Texts that mean something else to a parser that they should never reach. */
final class Injections {

    /** Stands in each that would write a line of its own into a log. */
    static final String FORGED = "forged-by-injection";

    /** For bodies, paths and queries. */
    static final List<String> ALL = List.of(
            "' OR '1'='1' --",
            "\\'; DROP TABLE products; SELECT pg_sleep(5); -- $1::text || chr(0)",
            "1) UNION SELECT NULL, version(), current_user --",
            "../../../../etc/passwd;..\\..\\win.ini",
            "a\r\nSet-Cookie: stolen=1\r\n\r\n{\"event\":\"" + FORGED + "\"}",
            "a\n{\"level\":\"ERROR\",\"event\":\"" + FORGED + "\"}\u001b[2J\b",
            "a\0b",
            "${jndi:ldap://127.0.0.1:1/a}%n%s%x{{7*7}}<script>alert(1)</script>&quot;{\"$ne\":null}",
            "%_*\\%' ESCAPE '",
            "\ud800 lone, \udfff other",
            "\u202etxt.exe\u200b\ufeff\u0085\u2028" + "a\u0301\u0327".repeat(40)
                    + "\ud83d\udc69\u200d\ud83d\udc67\u0130\ufdfa",
            "-99999999999999999999e400",
            "x".repeat(6_000),
            "");

    private Injections() {}

    /** For headers, which cannot have control characters in them without being no headers any more. */
    static List<String> forHeaders() {
        return ALL.stream()
                .filter(text -> text.length() < 1_000 && text.chars().allMatch(c -> c >= ' ' && c <= '~'))
                .toList();
    }
}
