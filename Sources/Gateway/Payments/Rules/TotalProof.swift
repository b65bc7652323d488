/// What a PG's total tells of single cancellations, where it lists none of them.
struct TotalProof {
    /// Beyond so many the sums are not worth counting; then only a list, or a person, says which are gone.
    private static let most = 16

    /// By how much the PG's total is larger than ours, in minor units.
    let unexplained: Int64

    /// Whether the total has a cancellation in it, whichever of the others are gone.
    ///
    /// - Parameters:
    ///   - amount: What the cancellation takes, in minor units.
    ///   - others: The amounts of all others that may be gone.
    /// - Returns: `false` where the total can be explained without it, or cannot be explained by ours at all.
    func shows(_ amount: Int64, beside others: [Int64]) -> Bool {
        guard unexplained > 0, others.count <= Self.most else { return false }
        var sums: Set<Int64> = [0]
        for other in others { sums.formUnion(sums.map { $0 + other }.filter { $0 <= unexplained }) }
        return sums.contains(unexplained - amount) && !sums.contains(unexplained)
    }
}
