package souk.auth.profile;

import souk.auth.account.AccountInput;
import souk.shared.json.Fields;

/**
 * What owners change of themselves (JSON merge patch).
 *
 * @param email null to leave it
 * @param namesDisplayName whether the patch says anything about the name
 * @param displayName null to remove it
 */
record ProfilePatch(String email, boolean namesDisplayName, String displayName) {

    private static final int LONGEST_NAME = 100;

    /** Notes every violation; {@link Fields#done} is the caller's. */
    static ProfilePatch read(Fields fields) {
        var email = fields.has("email") ? AccountInput.email(fields) : null;
        var displayName = fields.optionalText("displayName", 1, LONGEST_NAME);
        return new ProfilePatch(email, fields.has("displayName"), displayName.orElse(null));
    }
}
