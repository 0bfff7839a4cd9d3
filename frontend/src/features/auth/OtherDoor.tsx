/** The way from sign-in to register and back; what the person wanted to see comes along. */
import { Link, useLocation } from "react-router";

export function OtherDoor(props: { question: string; to: string; answer: string }) {
  const { search } = useLocation();
  return (
    <p className="mt-6 flex flex-wrap items-center gap-x-2 text-ui text-muted">
      {props.question}
      <Link to={{ pathname: props.to, search }} className="link inline-flex min-h-11 items-center">
        {props.answer}
      </Link>
    </p>
  );
}
