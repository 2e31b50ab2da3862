package souk.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;

/** Compares who may do something: of the permissions that a requirement names one is enough, and none means any caller. */
final class Access {

    private Access() {}

    static void compare(JsonNode was, JsonNode is, Findings findings) {
        if (isForAll(is)) {
            return;
        }
        if (isForAll(was)) {
            findings.add("needs credentials now");
            return;
        }
        for (var requirement : was) {
            var met = is.valueStream().anyMatch(other -> isMetBy(other, requirement));
            if (!met) {
                findings.add("is no longer for those who have " + requirement);
            }
        }
    }

    private static boolean isForAll(JsonNode security) {
        return security.isEmpty() || security.valueStream().anyMatch(JsonNode::isEmpty);
    }

    /** Whether whoever met the old requirement meets the new one too. */
    private static boolean isMetBy(JsonNode requirement, JsonNode old) {
        return requirement.properties().stream().allMatch(scheme -> {
            var permissions = values(scheme.getValue());
            return old.has(scheme.getKey())
                    && (permissions.isEmpty()
                            || !old.get(scheme.getKey()).isEmpty()
                                    && permissions.containsAll(values(old.get(scheme.getKey()))));
        });
    }

    private static Set<JsonNode> values(JsonNode array) {
        var values = new HashSet<JsonNode>();
        array.forEach(values::add);
        return values;
    }
}
