/// Why an address from outside is refused. Reads behind the name of a field: "return_url has user info".
enum OutsideURLFault: Error, Hashable, CaseIterable, CustomStringConvertible {
    case tooLong, forbiddenByte, noWebAddress, userInfo, badHost, ambiguous

    var description: String {
        switch self {
        case .tooLong: "is longer than \(OutsideURL.longest) bytes"
        case .forbiddenByte: "has a byte that addresses may not have"
        case .noWebAddress: "is not an http or https address"
        case .userInfo: "has user info"
        case .badHost: "has no plain host name and port"
        case .ambiguous: "can be read in two ways"
        }
    }
}
