import Testing

@testable import Gateway

/// What a total proves of single cancellations.
@Suite struct TotalProofTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let unexplained: Int64
        let amount: Int64
        let others: [Int64]
        let isShown: Bool

        var testDescription: String { "\(amount) beside \(others) in \(unexplained)" }
    }

    @Test(arguments: [
        Case(unexplained: 5, amount: 5, others: [], isShown: true),
        Case(unexplained: 5, amount: 4, others: [], isShown: false),
        Case(unexplained: 0, amount: 5, others: [], isShown: false),
        Case(unexplained: -5, amount: 5, others: [], isShown: false),
        Case(unexplained: 8, amount: 5, others: [3], isShown: true),
        Case(unexplained: 5, amount: 5, others: [3], isShown: true),
        Case(unexplained: 3, amount: 5, others: [3], isShown: false),
        Case(unexplained: 5, amount: 5, others: [5], isShown: false),
        Case(unexplained: 10, amount: 5, others: [5], isShown: true),
        Case(unexplained: 5, amount: 5, others: [2, 3], isShown: false),
        Case(unexplained: 7, amount: 5, others: [2, 3], isShown: true),
        Case(unexplained: 20, amount: 5, others: [2, 3], isShown: false),
        Case(unexplained: 1, amount: 1, others: Array(repeating: 9, count: 17), isShown: false),
    ])
    func aCancellationIsShownWhereNothingElseExplainsTheTotal(_ given: Case) {
        let proof = TotalProof(unexplained: given.unexplained)
        #expect(proof.shows(given.amount, beside: given.others) == given.isShown)
    }
}
