<?php
// What a customer is told no with: a status, a code, and words.
declare(strict_types=1);

namespace Peer;

final class Refusal extends \Exception
{
    private const WORDS = [
        'bad-request' => [400, 'We did not understand that request'], 'cross-site' => [403, 'That form came from another site'],
        'not-found' => [404, 'Nothing is here'], 'seat-taken' => [409, 'Somebody was faster'], 'sold-out' => [409, 'Too few seats are free'],
        'changed-meanwhile' => [409, 'This changed meanwhile'], 'price-changed' => [409, 'The price changed'],
        'duplicate-passenger' => [409, 'A passenger is on this departure already'], 'passengers-missing' => [409, 'We do not know yet who travels'],
        'hold-ended' => [409, 'This hold has ended'], 'hold-expired' => [410, 'The time of this hold is over'],
        'sales-closed' => [410, 'This departure is not on sale'], 'invalid' => [422, 'Please look at the form again'],
        'key-reused' => [422, 'This form was used for something else'],
    ];

    public readonly int $status;
    public readonly string $title;

    // $facts go to the page as data-….
    public function __construct(public readonly string $name, public readonly array $facts = [])
    {
        [$this->status, $this->title] = self::WORDS[$name];
        parent::__construct($name);
    }
}
