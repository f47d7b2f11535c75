package dev.odb.tests.crash;

/**
 * What a process says of both sides.
 *
 * @param ours our committed value
 * @param theirs theirs, -1 if it cannot be seen
 * @param oursInDoubt how many branches our XAResource lists
 * @param theirsInDoubt how many theirs lists
 * @param records the transaction manager's records, {@code []} if there are none
 */
record State(int ours, int theirs, int oursInDoubt, int theirsInDoubt, String records) {
    static State of(String answer) {
        String[] words = answer.strip().split(" ", 5);
        return new State(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Integer.parseInt(words[3]),
                words[4]);
    }

    /** Whether nothing is left to recover. */
    boolean isSettled() {
        return oursInDoubt == 0 && theirsInDoubt == 0 && records.equals("[]");
    }
}
