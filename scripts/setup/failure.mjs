/** A set-up step that cannot go on: one sentence saying what is wrong, and what to do about it. */
export class SetupFailure extends Error {
  /**
   * @param {string} problem one sentence
   * @param {string} remedy what the reader can do, often a command line
   */
  constructor(problem, remedy) {
    super(`${problem}\n  ${remedy.replaceAll('\n', '\n  ')}`);
    this.name = 'SetupFailure';
    this.problem = problem;
    this.remedy = remedy;
  }
}
