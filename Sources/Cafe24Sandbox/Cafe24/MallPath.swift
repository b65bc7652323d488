/// Where Cafe24's shops are called back, with the names of Cafe24's own scripts.
enum MallPath {
    static let returned = "/Pay/Recv/openpg/PayReceiveRtnPage.php"
    static let notified = "/Pay/Recv/openpg/PayReceiveNoty.php"
    static let cancelNotified = "/Pay/Recv/openpg/PayReceiveCancelNoty.php"
    static let checkoutNotified = "/Pay/Recv/openpg/PayReceiveCheckoutNoty.php"
    static let reserve = "/exec/front/order/reserve/"
    static let externalPaid = "/api/shop/pgsuccess"
    static let externalFailed = "/api/shop/pg_fail"
}
