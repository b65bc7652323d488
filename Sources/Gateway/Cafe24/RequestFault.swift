/// What is wrong with a request, in words that may be answered to its sender.
///
/// It names fields and never repeats a value.
struct RequestFault: Error, Hashable, CustomStringConvertible {
    /// The field that is meant; `nil` where it is the whole body.
    let field: String?
    let problem: String

    init(field: String? = nil, _ problem: String) {
        self.field = field
        self.problem = problem
    }

    var description: String { field.map { "\($0) \(problem)" } ?? problem }
}
