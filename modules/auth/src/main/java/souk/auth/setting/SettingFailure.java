package souk.auth.setting;

import souk.shared.problem.Failure;
import souk.shared.problem.Problem;
import souk.shared.problem.ProblemCode;

/** Why a setting stays as it is. */
sealed interface SettingFailure extends Failure {

    record NoSuchSetting() implements SettingFailure {
        @Override
        public Problem problem() {
            return Problem.of(ProblemCode.NOT_FOUND, "There is no such setting.");
        }
    }
}
